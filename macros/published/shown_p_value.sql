{#- A p-value as it is published: six decimals, and 0.000001 for all that is smaller, never 0; NULL for none. -#}
{% macro shown_p_value(p_value) -%}
case when {{ p_value }} is not null then greatest(round({{ p_value }}, 6), 0.000001) end
{%- endmacro %}
