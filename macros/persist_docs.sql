{#-
    All comments of a table in one statement. dbt reads its columns from the database twice to leave out what is described
    and does not exist: here that stops the build. Overrides dbt's persist_docs.
-#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) %}
    {%- set comments = [] -%}
    {%- if for_relation and config.persist_relation_docs() and model.description -%}
        {%- do comments.append(alter_relation_comment(relation, model.description) | trim) -%}
    {%- endif -%}
    {%- for column in model.columns.values() if for_columns and config.persist_column_docs() -%}
        {%- set comment = duckdb_escape_comment(column.description) | trim -%}
        {%- do comments.append("comment on column " ~ relation ~ "." ~ adapter.quote(column.name) ~ " is " ~ comment ~ ";") -%}
    {%- endfor -%}
    {%- if comments -%}
        {%- call statement("comments") %}{{ comments | join("\n") }}{% endcall -%}
    {%- endif -%}
{% endmacro %}
