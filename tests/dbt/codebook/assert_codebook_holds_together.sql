-- The codebook holds together: every entry carries what readers see (labels) and what models rely on (types, flags,
-- order); every code that a bin, a recode, a routing rule, a reference category, a response group or a vignette text
-- names is defined in the code list of its variable; every row names versions that exist, the first not after the last;
-- bins leave no gap, regions have their municipalities and levels of the experiment their sentences.
-- A misspelt code would silently match nothing, a misspelt version take a row out of every wave. (That rows of one key
-- never hold at once in two versions, the uniqueness tests of stg_codebook__* see to in every wave.)
{%- set seeds = [
    "codebook_variables", "codebook_codes", "codebook_routing", "codebook_bins", "codebook_recodes",
    "codebook_reference_categories", "codebook_response_groups",
] %}
with

-- Codes named anywhere, with the variable whose code list has to hold them, or that list itself.
named as (
    select
        'bin' as entity,
        variable_name,
        code_list,
        code
    from {{ ref('stg_codebook__bins') }}
    union all
    select
        'recode' as entity,
        variable_name,
        null as code_list,
        code
    from {{ ref('stg_codebook__recodes') }}
    union all
    select
        'recode source' as entity,
        source_variable as variable_name,
        null as code_list,
        source_code as code
    from {{ ref('stg_codebook__recodes') }}
    union all
    select
        'reference category' as entity,
        variable_name,
        null as code_list,
        reference_code as code
    from {{ ref('stg_codebook__reference_categories') }}
    union all
    select
        'routing' as entity,
        condition_variable as variable_name,
        null as code_list,
        unnest(string_split(condition_codes, ';')) as code
    from {{ ref('stg_codebook__routing') }}
    union all
    select
        'response group' as entity,
        response_group as variable_name,
        code_list,
        unnest(string_split(codes, ';')) as code
    from {{ ref('codebook_response_groups') }}
    where {{ in_force() }}
    union all
    select
        'vignette text' as entity,
        variable_name,
        null as code_list,
        code
    from {{ ref('stg_codebook__vignette_texts') }}
),

listed as (
    select
        named.entity,
        named.variable_name,
        named.code,
        coalesce(named.code_list, variables.code_list) as code_list
    from named
    left join {{ ref('stg_codebook__variables') }} as variables
        on named.variable_name = variables.variable_name
    -- A recode into numbers has no code list; a variable that this wave did not ask has none to look at.
    where
        named.code_list is not null
        or (variables.variable_name is not null and (named.entity != 'recode' or variables.code_list is not null))
),

versioned as (
    {%- for seed in seeds %}
    select
        '{{ seed }}' as seed_name,
        {{ trimmed("first_codebook_version") }} as first_version,
        {{ trimmed("last_codebook_version") }} as last_version
    from {{ ref(seed) }}
    {{- "\n    union all" if not loop.last }}
    {%- endfor %}
),

intervals as (
    select
        bins.variable_name,
        bins.code,
        bins.lower_bound,
        bins.upper_bound,
        lag(bins.upper_bound) over (
            partition by bins.variable_name
            order by bins.lower_bound
        ) as previous_upper_bound,
        lag(codes.is_missing) over (
            partition by bins.variable_name
            order by bins.lower_bound
        ) as previous_is_missing
    from {{ ref('stg_codebook__bins') }} as bins
    inner join {{ ref('stg_codebook__codes') }} as codes
        on
            bins.code_list = codes.code_list
            and bins.code = codes.code
),

-- Denmark has had these numbers of municipalities in its five regions since 2007.
expected_municipalities (region_code, n_municipalities) as (
    values ('1081', 11), ('1082', 19), ('1083', 22), ('1084', 29), ('1085', 17)
),

-- The code list that survey answers are checked against holds the same 98.
counted_municipalities as (
    select
        municipalities.region_code,
        count(*) as n_municipalities,
        count(codes.code) as n_in_code_list
    from {{ ref('stg_codebook__municipalities') }} as municipalities
    left join {{ ref('stg_codebook__codes') }} as codes
        on
            codes.code_list = 'municipality'
            and municipalities.municipality_code = codes.code
            and municipalities.municipality_name = codes.label_da
    group by municipalities.region_code
),

vignette_levels as (
    select
        variables.variable_name,
        codes.code
    from {{ ref('stg_codebook__variables') }} as variables
    inner join {{ ref('stg_codebook__codes') }} as codes
        on variables.code_list = codes.code_list
    where
        variables.source = 'derived'
        and variables.response_type = 'vignette_factor'
),

vignette_sentences as (
    select
        variable_name,
        code,
        text_da,
        text_en
    from {{ ref('stg_codebook__vignette_texts') }}
    where part = 'level'
)

select
    'variable' as entity,
    variable_name as entity_key
from {{ ref('stg_codebook__variables') }}
where
    source is null
    or block_code is null
    or block_label_da is null
    or block_label_en is null
    or response_type is null
    or scale_direction is null
    or label_da is null
    or label_en is null
    or question_da is null
    or question_en is null
    or is_free_text is null
    or first_codebook_version is null
    or sort_order is null
    -- A number needs bounds, an answer with codes a code list, a derived variable its origin.
    or (
        response_type in ('integer', 'year', 'score', 'rank', 'scale0_10')
        and (min_value is null or max_value is null)
    )
    or (
        response_type in (
            'single', 'multi', 'likert5', 'scale0_10', 'rank', 'vignette_factor', 'category', 'binary'
        )
        and code_list is null
    )
    or (source = 'derived') != (derived_from is not null and derivation is not null)

union all

select
    'code' as entity,
    code_list || ' ' || code as entity_key
from {{ ref('stg_codebook__codes') }}
where
    label_da is null
    or label_en is null
    or sort_order is null
    or is_missing is null
    or is_in_denominator is null

union all

select
    'routing' as entity,
    variable_name as entity_key
from {{ ref('stg_codebook__routing') }}
where condition_codes is null

union all

select
    'response group' as entity,
    response_group as entity_key
from {{ ref('stg_codebook__response_groups') }}
where label_da is null or label_en is null or sort_order is null

union all

select
    'version' as entity,
    codebook_version as entity_key
from {{ ref('stg_codebook__versions') }}
where
    wave_year is null
    or field_start_on is null
    or field_end_on is null
    or field_end_on < field_start_on
    or register_reference_on is null
    or catalogue_read_on is null

union all

select
    listed.entity || ' names a code that is not defined' as entity,
    concat_ws(' ', listed.variable_name, listed.code_list, listed.code) as entity_key
from listed
left join {{ ref('stg_codebook__codes') }} as codes
    on
        listed.code_list = codes.code_list
        and listed.code = codes.code
where codes.code is null

union all

select distinct
    versioned.seed_name || ' names a version that is not defined, or its versions the wrong way round' as entity,
    concat_ws(' ', versioned.first_version, versioned.last_version) as entity_key
from versioned
left join {{ ref('stg_codebook__versions') }} as firsts on versioned.first_version = firsts.codebook_version
left join {{ ref('stg_codebook__versions') }} as lasts on versioned.last_version = lasts.codebook_version
where
    (versioned.first_version is not null and firsts.codebook_version is null)
    or (versioned.last_version is not null and lasts.codebook_version is null)
    or firsts.wave_year > lasts.wave_year

union all

-- The intervals of a grouped variable are ordered, leave no gap between substantive values and never overlap.
-- The don't-know interval of the training year (99) lies below all years and is left out of the gap rule.
select
    'bin leaves a gap or overlaps' as entity,
    variable_name || ' ' || code as entity_key
from intervals
where
    lower_bound is null
    or upper_bound < lower_bound
    or lower_bound <= previous_upper_bound
    or (not previous_is_missing and lower_bound != previous_upper_bound + 1)

union all

select
    'municipalities of a region' as entity,
    coalesce(expected.region_code, counted.region_code) as entity_key
from expected_municipalities as expected
full outer join counted_municipalities as counted on expected.region_code = counted.region_code
where
    expected.n_municipalities is distinct from counted.n_municipalities
    or expected.n_municipalities is distinct from counted.n_in_code_list

union all

-- Every level of every factor of the experiment has its sentence, and every sentence a level, in both languages.
select
    'level without a sentence, or the other way round' as entity,
    coalesce(levels.variable_name, sentences.variable_name) || ' '
    || coalesce(levels.code, sentences.code) as entity_key
from vignette_levels as levels
full outer join vignette_sentences as sentences
    on
        levels.variable_name = sentences.variable_name
        and levels.code = sentences.code
where
    levels.code is null
    or sentences.text_da is null
    or sentences.text_en is null
