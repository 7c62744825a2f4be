{#- An SQL expression that stops the query with a message; `message` is an SQL expression too. -#}
{% macro raise_in_sql(message) -%}
    {{ return(adapter.dispatch("raise_in_sql")(message)) }}
{%- endmacro %}

{% macro default__raise_in_sql(message) -%}
    raise_error({{ message }})
{%- endmacro %}

{% macro duckdb__raise_in_sql(message) -%}
    error({{ message }})
{%- endmacro %}
