{#- The parts of a text between semicolons, one row a part, as an item of a select list; no row for NULL. -#}
{% macro parts_of(text) -%}
{{ adapter.dispatch("parts_of")(text) }}
{%- endmacro %}

{% macro default__parts_of(text) -%}
explode(split({{ text }}, ';'))
{%- endmacro %}

{% macro duckdb__parts_of(text) -%}
unnest(string_split({{ text }}, ';'))
{%- endmacro %}
