{#- The day on which the catalogue of this build was read, as an SQL expression. -#}
{% macro catalogue_read_on() -%}
(
    select max(versions.catalogue_read_on)
    from {{ ref('stg_codebook__versions') }} as versions
    where versions.wave_year = {{ var('wave') }}
)
{%- endmacro %}

{#- Snapshots close a missing row on that day, not at the time of the build. Overrides dbt-duckdb's. -#}
{% macro duckdb__snapshot_get_time() -%}
    {{ catalogue_read_on() }}
{%- endmacro %}
