{#-
    Rows of a table in every wave at hand, as a subquery: this build's, and those of the warehouses of earlier waves
    (var earlier_waves). Only for tables: a view of an earlier warehouse would read this build's tables instead.
-#}
{% macro all_waves(relation) -%}
(
    select * from {{ relation }}
    {%- for earlier in var("earlier_waves") %}
    union all by name
    select * from {{ earlier.alias }}.{{ relation.schema }}.{{ relation.identifier }}
    {%- endfor %}
)
{%- endmacro %}
