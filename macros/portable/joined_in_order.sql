{#- The texts of a group in alphabetical order, with semicolons between, as an aggregate; NULL of no text. -#}
{% macro joined_in_order(text) -%}
{{ adapter.dispatch("joined_in_order")(text) }}
{%- endmacro %}

{#- Of no text Spark has an empty list. -#}
{% macro default__joined_in_order(text) -%}
case when count({{ text }}) > 0 then array_join(array_sort(collect_list({{ text }})), ';') end
{%- endmacro %}

{% macro duckdb__joined_in_order(text) -%}
string_agg({{ text }}, ';' order by {{ text }})
{%- endmacro %}
