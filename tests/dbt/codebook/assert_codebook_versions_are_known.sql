-- Every row of the codebook names versions that exist, the first not after the last; and rows of one key that hold in
-- different versions never hold at once (the uniqueness tests of stg_codebook__* see to that in every wave). A misspelt
-- version would silently take a row out of every wave.
{%- set seeds = [
    "codebook_variables", "codebook_codes", "codebook_routing", "codebook_bins", "codebook_recodes",
    "codebook_reference_categories", "codebook_response_groups",
] %}
with

versioned as (
    {%- for seed in seeds %}
    select
        '{{ seed }}' as seed_name,
        {{ trimmed("first_codebook_version") }} as first_version,
        {{ trimmed("last_codebook_version") }} as last_version
    from {{ ref(seed) }}
    {{- "\n    union all" if not loop.last }}
    {%- endfor %}
)

select distinct
    versioned.seed_name,
    versioned.first_version,
    versioned.last_version
from versioned
left join {{ ref('stg_codebook__versions') }} as firsts on versioned.first_version = firsts.codebook_version
left join {{ ref('stg_codebook__versions') }} as lasts on versioned.last_version = lasts.codebook_version
where
    (versioned.first_version is not null and firsts.codebook_version is null)
    or (versioned.last_version is not null and lasts.codebook_version is null)
    or firsts.wave_year > lasts.wave_year
