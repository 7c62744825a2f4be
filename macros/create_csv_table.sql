{#-
    Seeds are loaded as text, all of them: `raw` holds what was delivered, untouched. dbt would guess types
    ('0,8' could become 8), and staging is where types are given. Overrides dbt's create_csv_table.
-#}
{% macro duckdb__create_csv_table(model, agate_table) %}
    {%- set sql -%}
        create table {{ this.render() }} (
            {%- for column_name in agate_table.column_names %}
            {{ column_name }} varchar{{ "," if not loop.last }}
            {%- endfor %}
        )
    {%- endset -%}
    {%- call statement("_") -%}{{ sql }}{%- endcall -%}
    {{ return(sql) }}
{% endmacro %}
