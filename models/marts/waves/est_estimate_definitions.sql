-- What every requested estimate and every regression rests on in this wave, one row per request or model and variable:
-- the variables it names (outcome, group or regressors, domain) and those behind them, by derivation and by routing.
-- `definition` sums up what the codebook says of the variable in this wave, and of a regressor what its groups are
-- compared with: two waves may be compared where all of them are equal.
with recursive

specs as (
    select
        spec_id,
        outcome_variable,
        domain_id
    from {{ ref('stg_reporting__estimates') }}
    union
    select
        model_id as spec_id,
        outcome_variable,
        domain_id
    from {{ ref('stg_reporting__models') }}
),

named as (
    select
        spec_id,
        outcome_variable as variable_name
    from specs
    union
    select
        spec_id,
        group_variable as variable_name
    from {{ ref('stg_reporting__estimates') }}
    where group_variable is not null
    union
    -- All of a model's: a coefficient is what is left when the others are held equal.
    select
        model_id as spec_id,
        variable_name
    from {{ ref('int_estimation__regression_terms') }}
    union
    select
        specs.spec_id,
        unnest(string_split(concat_ws(';', domains.filter_variable, domains.valid_variables), ';')) as variable_name
    from specs
    inner join {{ ref('stg_reporting__domains') }} as domains
        on specs.domain_id = domains.domain_id
    where coalesce(domains.filter_variable, domains.valid_variables) is not null
),

origins as (
    select
        variable_name,
        unnest(string_split(derived_from, ';')) as origin
    from {{ ref('stg_codebook__variables') }}
    union
    select
        variable_name,
        condition_variable as origin
    from {{ ref('stg_codebook__routing') }}
),

rests_on as (
    select
        spec_id,
        variable_name
    from named
    union
    select
        rests_on.spec_id,
        origins.origin as variable_name
    from rests_on
    inner join origins
        on rests_on.variable_name = origins.variable_name
),

-- row() writes a NULL as a NULL: nothing moves into the place of something else.
said as (
    select
        variable_name,
        'question ' || cast(
            row(
                response_type, code_list, scale_direction, min_value, max_value, question_da, question_en,
                question_variant_da, question_variant_en, derived_from, derivation
            ) as varchar
        ) as words
    from {{ ref('stg_codebook__variables') }}
    union all
    select
        variables.variable_name,
        'code ' || cast(
            row(codes.code, codes.label_da, codes.label_en, codes.is_missing, codes.is_in_denominator) as varchar
        ) as words
    from {{ ref('stg_codebook__variables') }} as variables
    inner join {{ ref('stg_codebook__codes') }} as codes
        on variables.code_list = codes.code_list
    union all
    select
        variable_name,
        'bin ' || cast(row(source_variable, code, lower_bound, upper_bound) as varchar) as words
    from {{ ref('stg_codebook__bins') }}
    union all
    select
        variable_name,
        'recode ' || cast(row(source_variable, source_code, code) as varchar) as words
    from {{ ref('stg_codebook__recodes') }}
    union all
    select
        variable_name,
        'asked if ' || cast(row(condition_variable, condition_codes) as varchar) as words
    from {{ ref('stg_codebook__routing') }}
),

definitions as (
    select
        variable_name,
        md5(string_agg(words, chr(10) order by words)) as definition
    from said
    group by variable_name
)

select
    {{ var('wave') }} as wave,
    rests_on.spec_id,
    rests_on.variable_name,
    concat_ws(' against ', definitions.definition, regressors.reference_value) as definition
from rests_on
inner join definitions
    on rests_on.variable_name = definitions.variable_name
left join {{ ref('int_estimation__regression_terms') }} as regressors
    on
        rests_on.spec_id = regressors.model_id
        and rests_on.variable_name = regressors.variable_name
