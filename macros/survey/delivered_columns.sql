{#-
    Columns of a delivery that hold a coded answer, in delivered order: what staging unpivots.
    Read from the seed's YAML (the contract of the delivery), so that a column is listed once.
    Identifiers, dates and free text are excluded by the argument `except`.
-#}
{% macro delivered_columns(seed_name, except) -%}
    {%- set ns = namespace(columns=[]) -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "seed" and node.name == seed_name -%}
            {%- for column in node.columns if column not in except -%}
                {%- do ns.columns.append(column) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if ns.columns | length == 0 -%}
            {{ exceptions.raise_compiler_error(
                "delivered_columns: seed '" ~ seed_name ~ "' has no described columns; list them in its YAML."
            ) }}
        {%- endif -%}
    {%- endif -%}
    {{ return(ns.columns) }}
{%- endmacro %}
