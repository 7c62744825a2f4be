{#-
    A table of the wave that the report is about: this build's own, or, where that wave is an earlier one, the one of its
    warehouse. What earlier warehouses are read for must be a table: a view would read this build's tables instead.
-#}
{% macro in_report_wave(relation) -%}
    {%- set ns = namespace(relation=relation) -%}
    {%- for earlier in var("earlier_waves") if earlier.alias == "wave_" ~ var("report_wave") -%}
        {%- set ns.relation = api.Relation.create(
            database=earlier.alias, schema=relation.schema, identifier=relation.identifier
        ) -%}
    {%- endfor -%}
    {{ return(ns.relation) }}
{%- endmacro %}
