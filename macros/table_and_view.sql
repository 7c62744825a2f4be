{#-
    A table or view where nothing stands yet is made under its own name. dbt makes it under another name and renames it, to
    take the place of one that is read meanwhile: that is most of what a small table costs in a build from the start. Where
    something stands, dbt's own way is taken. Python models write through a connection of their own, and so beside it.
-#}
{% materialization table, adapter="duckdb", supported_languages=["sql", "python"] %}
    {%- set relation, existing = this.incorporate(type="table"), load_cached_relation(this) -%}
    {%- if model.language == "sql" -%}
        {%- if existing -%}{{ return(dbt.materialization_table_duckdb()) }}{%- endif -%}
        {{ return(made_anew(relation, create_table_as(False, relation, sql))) }}
    {%- endif -%}
    {%- set beside = make_intermediate_relation(relation) -%}
    {%- set before = make_backup_relation(relation, "table") -%}
    {%- for left_behind in (beside, before) %}{% do drop_relation_if_exists(load_cached_relation(left_behind)) %}{% endfor -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks) }}
    {%- call statement("main", language="python") %}{{ create_table_as(False, beside, compiled_code, "python") }}{% endcall -%}
    {%- if existing %}{% do adapter.rename_relation(existing, before) %}{% endif -%}
    {%- do adapter.rename_relation(beside, relation) -%}
    {%- set made = finished(relation) -%}
    {%- if existing %}{% do drop_relation_if_exists(before) %}{% endif -%}
    {{ return(made) }}
{% endmaterialization %}

{% materialization view, adapter="duckdb" %}
    {%- if load_cached_relation(this) -%}{{ return(dbt.materialization_view_default()) }}{%- endif -%}
    {%- set relation = this.incorporate(type="view") -%}
    {{ return(made_anew(relation, get_create_view_as_sql(relation, sql))) }}
{% endmaterialization %}

{% macro made_anew(relation, made_by) %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks) }}
    {%- call statement("main") %}{{ made_by }}{% endcall -%}
    {{ return(finished(relation)) }}
{% endmacro %}

{% macro finished(relation) %}
    {%- do create_indexes(relation) -%}
    {%- do persist_docs(relation, model) -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [relation]}) }}
{% endmacro %}
