{#-
    Condition on a row of a codebook seed: it holds in the wave of this build. Every such row may name the first and the
    last codebook version that it holds in; blank means from the beginning, and still.
-#}
{% macro in_force() -%}
(
    coalesce(trim(first_codebook_version), '') = ''
    or trim(first_codebook_version) in (
        select versions.codebook_version
        from {{ ref('stg_codebook__versions') }} as versions
        where versions.wave_year <= {{ var('wave') }}
    )
)
and (
    coalesce(trim(last_codebook_version), '') = ''
    or trim(last_codebook_version) in (
        select versions.codebook_version
        from {{ ref('stg_codebook__versions') }} as versions
        where versions.wave_year >= {{ var('wave') }}
    )
)
{%- endmacro %}
