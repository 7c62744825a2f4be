{#-
    Seeds are loaded as text, all of them: `raw` holds what was delivered, untouched. dbt would guess types
    ('0,8' could become 8), and staging is where types are given. What a delivery may hold but the file does not, since
    its wave did not ask it, is a blank column. Overrides dbt's create_csv_table.
-#}
{% macro duckdb__create_csv_table(model, agate_table) %}
    {%- set columns = agate_table.column_names | list -%}
    {%- for column_name in model.columns if model.name in delivered_seeds() and column_name not in columns -%}
        {%- do columns.append(column_name) -%}
    {%- endfor -%}
    {%- set sql -%}
        create table {{ this.render() }} (
            {%- for column_name in columns %}
            {{ column_name }} varchar{{ "," if not loop.last }}
            {%- endfor %}
        )
    {%- endset -%}
    {%- call statement("_") -%}{{ sql }}{%- endcall -%}
    {{ return(sql) }}
{% endmacro %}

{#-
    With a delivery (var `delivery`) its canonical tables take the place of the files of the same name; python_models/deliveries/dbt_plugin.py puts them on the connection.
    Overrides dbt-duckdb's load_csv_rows.
-#}
{% macro duckdb__load_csv_rows(model, agate_table) %}
    {%- if delivery_folder() and model.name in delivered_seeds() -%}
        {%- set sql = "insert into " ~ this.render() ~ " by name from delivered_" ~ model.name -%}
    {%- else -%}
        {%- set sql -%}
            copy {{ this.render() }} ({{ agate_table.column_names | join(", ") }})
            from '{{ adapter.get_seed_file_path(model) }}' (format csv, header true)
        {%- endset -%}
    {%- endif -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{% endmacro %}
