{#- A code as text, from the number it is: 3 for 3.0. What is no whole number stays as it is. -#}
{% macro code_of(value) -%}
case
    when {{ value }} = floor({{ value }}) then cast(cast({{ value }} as integer) as string)
    else cast({{ value }} as string)
end
{%- endmacro %}
