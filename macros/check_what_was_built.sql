{#-
    After every run, of the models that it built: each column carries a description (persisted as a comment), and none of
    `published` holds a person's identifier or free text. Stops with the names. Called in dbt_project.yml (on-run-end), so
    that it sees what was built, whatever was selected, and nothing else.
-#}
{% macro check_what_was_built(results) %}
    {%- set ns = namespace(built=[]) %}
    {%- for result in results if result.node.resource_type == "model" and result.status == "success" %}
        {%- do ns.built.append("('" ~ result.node.schema ~ "', '" ~ result.node.alias ~ "')") %}
    {%- endfor %}
    {%- if execute and ns.built %}
        {{ adapter.dispatch("check_columns")(ns.built) }}
    {%- endif %}
{% endmacro %}

{#- Other engines hold nothing that is published. -#}
{% macro default__check_columns(built) %}{% endmacro %}

{% macro duckdb__check_columns(built) %}
    {%- set problems = run_query(
        "select case when schema_name = 'published' and column_name in ('person_id', 'person_mark', 'q21_text', 'q22_text')"
        ~ " then 'holds persons: ' else 'is not described: ' end || table_name || '.' || column_name"
        ~ " from duckdb_columns() where database_name = '" ~ target.database ~ "'"
        ~ " and (schema_name, table_name) in (" ~ built | join(", ") ~ ")"
        ~ " and (coalesce(comment, '') = '' or (schema_name = 'published'"
        ~ " and column_name in ('person_id', 'person_mark', 'q21_text', 'q22_text'))) order by all"
    ).columns[0].values() %}
    {%- if problems %}
        {{ exceptions.raise_compiler_error("Columns that must not be as they are: " ~ problems[:10] | join("; ") ~ (", and " ~ (problems | length - 10) ~ " more" if problems | length > 10)) }}
    {%- endif %}
{% endmacro %}
