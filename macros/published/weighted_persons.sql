{#- A weighted number of persons as it is published: rounded to a power of ten that is at least the weight of as many
    persons as the threshold, so that one person more or less is not seen. -#}
{% macro weighted_persons(n_weighted, n_unweighted) -%}
{%- set unit = "power(10, ceil(log10(greatest(1, " ~ var("suppression_threshold") ~ " * " ~ n_weighted ~ " / greatest("
    ~ n_unweighted ~ ", 1)))))" -%}
round({{ n_weighted }} / {{ unit }}) * {{ unit }}
{%- endmacro %}
