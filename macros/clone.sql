{#-
    dbt clone makes a copy where the database can, and else a view of the other one. DuckDB has no clone that shares blocks,
    but a view of an attached file breaks as soon as the file is opened without it: tables are copied, views stay views.
    dbt rolls back what its clone leaves open, so the copy is committed here, with its comments.
-#}
{% macro duckdb__can_clone_table() %}
    {{ return(true) }}
{% endmacro %}

{% macro duckdb__create_or_replace_clone(this_relation, defer_relation) %}
    {%- call statement("copy") -%}
        create or replace table {{ this_relation }} as from {{ defer_relation }}
    {%- endcall -%}
    {%- do persist_docs(this_relation, model) -%}
    {%- do adapter.commit() -%}
    select 1
{% endmacro %}
