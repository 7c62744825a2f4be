{#-
    With --empty dbt gives SQL models no rows to read, and ignores the flag for Python models: a fit would then estimate
    from nobody, and raises. It is not run but made as an empty table of the columns and types that its YAML declares.
    Overrides dbt-duckdb's create_table_as, which is called for every table.
-#}
{% macro duckdb__create_table_as(temporary, relation, compiled_code, language="sql", partitioned_by=none, sorted_by=none) -%}
    {%- if language == "python" and flags.EMPTY -%}
        {%- set columns = [] -%}
        {%- for column in model.columns.values() -%}
            {%- do columns.append("cast(null as " ~ column.data_type ~ ") as " ~ column.name) -%}
        {%- endfor -%}
        {%- set compiled_code = compiled_code
            ~ "\n\ndef model(dbt, session):\n    return session.sql('select " ~ columns | join(", ") ~ " where false')\n" -%}
    {%- endif -%}
    {{ return(dbt.duckdb__create_table_as(temporary, relation, compiled_code, language, partitioned_by, sorted_by)) }}
{%- endmacro %}
