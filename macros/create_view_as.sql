{#-
    Views name no database, only schemas: they stay whole when the file is renamed, copied or attached. DuckDB looks for
    what a view names in the view's own database. What lies in another one (--defer, clone) keeps its name.
-#}
{% macro duckdb__create_view_as(relation, sql) -%}
    {{ return(dbt.duckdb__create_view_as(relation, sql | replace('"' ~ relation.database ~ '".', ""))) }}
{%- endmacro %}
