{#-
    A table or view takes the place of what stands under its name in one transaction: whoever reads sees the one or the
    other. dbt makes it under another name, renames both and drops the old one, for databases whose DDL is in no transaction:
    that is most of what a small table costs. Python models write through a connection of their own, and so beside the old one.
-#}
{% materialization table, adapter="duckdb", supported_languages=["sql", "python"] %}
    {%- set relation = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {%- if model.language == "sql" -%}
        {{ return(replace(relation, create_table_as(False, relation, sql))) }}
    {%- endif -%}
    {%- set beside = make_intermediate_relation(relation) -%}
    {%- call statement("left_behind", auto_begin=False) %}drop table if exists {{ beside }}{% endcall -%}
    {%- call statement("main", language="python") %}{{ create_table_as(False, beside, compiled_code, "python") }}{% endcall -%}
    {{ return(replace(relation, "alter table " ~ beside ~ " rename to " ~ relation.include(database=False, schema=False), "renamed")) }}
{% endmaterialization %}

{% materialization view, adapter="duckdb" %}
    {%- set relation = this.incorporate(type="view") -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ return(replace(relation, get_create_view_as_sql(relation, sql))) }}
{% endmaterialization %}

{% macro replace(relation, made_by, name="main") %}
    {%- set existing = load_cached_relation(relation) -%}
    {{ run_hooks(pre_hooks) }}
    {%- if existing -%}
        {%- call statement("existing") %}drop {{ existing.type }} if exists {{ existing }}{% endcall -%}
        {%- do adapter.cache_dropped(existing) -%}
    {%- endif -%}
    {%- call statement(name) %}{{ made_by }}{% endcall -%}
    {%- do create_indexes(relation) -%}
    {%- do persist_docs(relation, model) -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [relation]}) }}
{% endmacro %}
