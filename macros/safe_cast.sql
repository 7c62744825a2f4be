{#- dbt's safe_cast is a plain cast on DuckDB and would stop the build with a bare error: NULL instead. -#}
{% macro duckdb__safe_cast(field, type) %}
    try_cast({{ field }} as {{ type }})
{% endmacro %}
