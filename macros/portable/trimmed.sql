{#- A delivered cell without surrounding blanks; NULL for a blank one. `column` is a column or SQL expression. -#}
{% macro trimmed(column) -%}
nullif(trim({{ column }}), '')
{%- endmacro %}
