{#-
    Whether a text is a whole number of at most six digits, without a leading zero: a plain cast would round 3.5 without a
    word. `text` is a column or SQL expression.
-#}
{% macro is_whole_number(text) -%}
{{ matches(text, "-?(0|[1-9][0-9]{0,5})") }}
{%- endmacro %}
