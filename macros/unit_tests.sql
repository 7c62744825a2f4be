{#-
    Given and expected rows of unit tests, without the tables and look-ups that other databases need: dbt makes a table to
    learn the types of a result, looks up the columns of each input by way of a macro, and writes out every column of every
    row. That was half of what a unit test costs. Overrides dbt's get_fixture_sql and its materialization of unit tests.
-#}
{% macro get_fixture_sql(rows, column_name_to_data_types) %}
    {{ return(adapter.dispatch("given_rows")(rows, column_name_to_data_types)) }}
{% endmacro %}

{% macro default__given_rows(rows, types) %}
    {{ return(dbt.get_fixture_sql(rows, types)) }}
{% endmacro %}

{% macro duckdb__given_rows(rows, types) %}
    {%- set relation = defer_relation if defer_relation and not load_relation(this) else this -%}
    {%- set types = types_of("from " ~ relation) -%}
    select
        {%- for name, type in types.items() %} cast(null as {{ type }}) as {{ adapter.quote(name) }}{{ "," if not loop.last }}{% endfor %}
    where false
    {%- for row in rows %}
    union all by name select
        {%- for name, value in format_row(row, types).items() %} {{ value }} as {{ adapter.quote(name) }}{{ "," if not loop.last }}{% endfor -%}
    {%- endfor -%}
{% endmacro %}

{% materialization unit, adapter="duckdb" %}
    {%- set types = types_of(get_empty_subquery_sql(sql)) -%}
    {%- set quoted = {} -%}
    {%- for name in types %}{% do quoted.update({name: adapter.quote(name)}) %}{% endfor -%}
    {%- set rows = config.get("expected_rows") -%}
    {%- set expected = config.get("expected_sql") or get_expected_sql(rows, types, quoted) -%}
    {%- set compared = [] -%}
    {%- for name in (rows[0] if rows else types) %}{% do compared.append(quoted[name | lower]) %}{% endfor -%}
    {%- call statement("main", fetch_result=True) %}{{ get_unit_test_sql(sql, expected, compared) }}{% endcall -%}
    {{ return({"relations": []}) }}
{% endmaterialization %}

{% macro types_of(query) %}
    {%- set types = {} -%}
    {%- for column in adapter.get_column_schema_from_query(query) -%}
        {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- endfor -%}
    {{ return(types) }}
{% endmacro %}
