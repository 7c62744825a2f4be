-- Every entry of the codebook carries what readers see (labels) and what models rely on (types, flags,
-- order). One test in place of a not_null test for each of these columns.
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
