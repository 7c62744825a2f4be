{#- A p-value as it is published: three decimals, rounded down, so that it lies below a level of significance where it did
    before; 0.0001 for all below 0.001, never 0; NULL for none. -#}
{% macro shown_p_value(p_value) -%}
case when {{ p_value }} is not null then greatest(floor(1000 * {{ p_value }}) / 1000, 0.0001) end
{%- endmacro %}
