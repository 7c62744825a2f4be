-- Register variables of every sampled person in analysis form, one row per person and variable:
-- delivered codes as they are, ages in the codebook's bins, industries regrouped by its recodes.
with

delivered as (
    select
        person_id,
        variable_name,
        code
    from (
        select
            person_id,
            stratum_code,
            gender_code,
            cast(age_years as varchar) as age_years,
            origin_code,
            region_code,
            education_code,
            industry_code
        from {{ ref('stg_register__sample') }}
    )
    unpivot (
        code for variable_name in (
            stratum_code, gender_code, age_years, origin_code, region_code, education_code, industry_code
        )
    ) as unpivoted
),

copied as (
    select
        delivered.person_id,
        variables.variable_name,
        delivered.code
    from delivered
    inner join {{ ref('stg_codebook__variables') }} as variables
        on
            variables.derivation = 'copy'
            and delivered.variable_name = variables.derived_from
),

binned as (
    select
        delivered.person_id,
        bins.variable_name,
        bins.code
    from delivered
    inner join {{ ref('stg_codebook__bins') }} as bins
        on
            delivered.variable_name = bins.source_variable
            and cast(delivered.code as integer) >= bins.lower_bound
            and cast(delivered.code as integer) <= coalesce(bins.upper_bound, cast(delivered.code as integer))
),

recoded as (
    select
        delivered.person_id,
        recodes.variable_name,
        recodes.code
    from delivered
    inner join {{ ref('stg_codebook__recodes') }} as recodes
        on
            delivered.variable_name = recodes.source_variable
            and delivered.code = recodes.source_code
),

ages as (
    select
        person_id,
        variable_name,
        code
    from delivered
    where variable_name = 'age_years'
),

combined as (
    select * from copied
    union all
    select * from binned
    union all
    select * from recoded
    union all
    select * from ages
)

select
    combined.person_id,
    combined.variable_name,
    combined.code,
    coalesce(codes.is_missing, false) as is_missing_code
from combined
inner join {{ ref('stg_codebook__variables') }} as variables
    on combined.variable_name = variables.variable_name
left join {{ ref('stg_codebook__codes') }} as codes
    on
        variables.code_list = codes.code_list
        and combined.code = codes.code
