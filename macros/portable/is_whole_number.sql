{#-
    Whether a text is a whole number of at most six digits, without a leading zero: a plain cast would round 3.5 without a
    word. `text` is a column or SQL expression.
-#}
{% macro is_whole_number(text) -%}
{{ adapter.dispatch("is_whole_number")(text) }}
{%- endmacro %}

{% macro default__is_whole_number(text) -%}
{{ text }} rlike '^-?(0|[1-9][0-9]{0,5})$'
{%- endmacro %}

{% macro duckdb__is_whole_number(text) -%}
regexp_full_match({{ text }}, '-?(0|[1-9]\d{0,5})')
{%- endmacro %}
