{#- Decimals of an estimate, its standard error and bounds as they are published, from the standard error: the last digit is
    no finer than a hundredth of it, and no finer than the var maximum_decimals (docs/disclosure.md). Without a standard
    error, or with one of zero, that var alone.

    in_percent   SQL condition: the number is a share in per cent, whose decimals are two fewer
    printed      SQL: decimals in which the report prints the number; as many are shown in any case -#}
{% macro shown_decimals(std_error, in_percent='false', printed=none) -%}
{%- set most = "case when " ~ in_percent ~ " then " ~ (var("maximum_decimals") - 2) ~ " else " ~ var("maximum_decimals") ~ " end"
    if in_percent != "false" else var("maximum_decimals") | string -%}
cast(greatest(0, {{ "coalesce(" ~ printed ~ ", 0), " if printed }}least({{ most }}, {# -#}
    coalesce(floor(1e-9 - log10(0.01 * nullif({{ std_error }}, 0))), {{ var("maximum_decimals") }}))) as integer)
{%- endmacro %}
