{#-
    Some rows for each row of a relation, as a query: `rows` are mappings of column to SQL expression, all with the same
    columns and types. Spark would read the relation anew for each part of a union.
-#}
{% macro unfolded(relation, rows) -%}
{{ adapter.dispatch("unfolded")(relation, rows) }}
{%- endmacro %}

{% macro default__unfolded(relation, rows) -%}
select inline(array(
    {%- for row in rows %}
    named_struct({% for name, expression in row.items() %}'{{ name }}', {{ expression }}{{ ", " if not loop.last }}{% endfor %})
    {{- "," if not loop.last }}
    {%- endfor %}
))
from {{ relation }}
{%- endmacro %}

{% macro duckdb__unfolded(relation, rows) -%}
{%- for row in rows %}
select {% for name, expression in row.items() %}{{ expression }} as {{ name }}{{ ", " if not loop.last }}{% endfor %}
from {{ relation }}
{{ "union all" if not loop.last }}
{%- endfor %}
{%- endmacro %}
