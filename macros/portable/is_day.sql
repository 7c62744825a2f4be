{#-
    Whether a text is written as a day, YYYY-MM-DD: a plain cast would drop a time of day, and take "infinity" and years
    before Christ, without a word. `text` is a column or SQL expression.
-#}
{% macro is_day(text) -%}
{{ matches(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}") }}
{%- endmacro %}
