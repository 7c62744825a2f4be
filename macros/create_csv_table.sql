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

{#-
    Spark reads the file itself, or what is delivered in its place (var delivered_files, written by spark_tier.delivery: seed
    -> path, options of its CSV, delivered name by our name). Line breaks inside quotes are a cell's own.
-#}
{% macro spark__create_csv_table(model, agate_table) %}
    {%- set delivered = var("delivered_files", {}).get(model.name) -%}
    {%- set path = delivered.path if delivered else model.root_path ~ "/" ~ model.original_file_path -%}
    {%- call statement("file") -%}
        create or replace temporary view file_of_{{ model.name }}
        {%- if path.lower().endswith(".csv") %}
        using csv options (
            path '{{ path }}', header 'true', multiLine 'true', escape '"'
            {%- for option, value in (delivered.options if delivered else {}).items() %}, {{ option }} '{{ value }}'{% endfor -%}
        )
        {%- else %}
        using parquet options (path '{{ path }}')
        {%- endif %}
    {%- endcall -%}
    {%- set types = {} -%}
    {%- for row in run_query("describe file_of_" ~ model.name).rows -%}
        {%- do types.update({row[0]: row[1]}) -%}
    {%- endfor -%}
    {%- set found = delivered.columns if delivered else dict(zip(types, types)) -%}
    {%- set columns = [] -%}
    {%- for column_name, theirs in found.items() -%}
        {%- set type = types[theirs] -%}
        {%- set value = adapter.quote(theirs) -%}
        {%- set as_text = "cast(" ~ value ~ " as string)" -%}
        {#- A whole number has no decimal point, and what is no number is blank: deliveries.readers.text says the same. -#}
        {%- if type in ("float", "double") or type.startswith("decimal") -%}
            {%- set as_text = "case when not isnan(" ~ value ~ ") then coalesce(cast(cast(case when "
                ~ value ~ " = floor(" ~ value ~ ") then " ~ value ~ " end as bigint) as string), "
                ~ as_text ~ ") end" -%}
        {%- endif -%}
        {%- do columns.append(as_text ~ " as " ~ column_name) -%}
    {%- endfor -%}
    {%- for column_name in model.columns if model.name in delivered_seeds() and column_name not in found -%}
        {%- do columns.append("cast(null as string) as " ~ column_name) -%}
    {%- endfor -%}
    {%- set sql -%}
        create table {{ this.render() }} using parquet as
        select {{ columns | join(", ") }} from file_of_{{ model.name }}
    {%- endset -%}
    {%- call statement("_") -%}{{ sql }}{%- endcall -%}
    {{ return(sql) }}
{% endmacro %}

{#- The rows came with the table. -#}
{% macro spark__load_csv_rows(model, agate_table) %}
    {{ return("") }}
{% endmacro %}
