-- Every delivered row of the register sample, typed, with the first rule of the contract it breaks.
with

delivered as (
    select
        {{ trimmed("person_id") }} as person_id,
        {{ trimmed("stratum_code") }} as stratum_code,
        {{ trimmed("gender_code") }} as gender_code,
        {{ trimmed("age_years") }} as age_years_delivered,
        -- Whole numbers only: a plain cast would round 45.5 without a word.
        case
            when {{ matches("trim(age_years)", "-?[0-9]{1,6}") }} then cast(trim(age_years) as integer)
        end as age_years,
        {{ trimmed("origin_code") }} as origin_code,
        {{ trimmed("region_code") }} as region_code,
        {{ trimmed("education_code") }} as education_code,
        {{ trimmed("industry_code") }} as industry_code
    from {{ ref('register_sample') }}
),

-- Of the delivered table, not of the columns above: read twice, they would all be kept in memory.
repeated as (
    select {{ trimmed("person_id") }} as person_id
    from {{ ref('register_sample') }}
    group by {{ trimmed("person_id") }}
    having count(*) > 1
),

-- One row: the codes that each register variable may hold, so that each person is checked in one pass.
valid_codes as (
    select
        {%- for code_list in ["sector", "gender", "origin", "region", "education", "industry10"] %}
        array_agg(code) filter (where code_list = '{{ code_list }}') as {{ code_list }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('stg_codebook__codes') }}
),

age_bounds as (
    select
        min_value,
        max_value
    from {{ ref('stg_codebook__variables') }}
    where variable_name = 'age_years'
)

select
    delivered.*,
    case
        when delivered.person_id is null then 'person id is missing'
        when repeated.person_id is not null then 'person id occurs more than once'
        when not coalesce(array_contains(valid_codes.sector, delivered.stratum_code), false) then 'unknown stratum code'
        when not coalesce(array_contains(valid_codes.gender, delivered.gender_code), false) then 'unknown gender code'
        when not coalesce(array_contains(valid_codes.origin, delivered.origin_code), false) then 'unknown origin code'
        when not coalesce(array_contains(valid_codes.region, delivered.region_code), false) then 'unknown region code'
        when not coalesce(array_contains(valid_codes.education, delivered.education_code), false)
            then 'unknown education code'
        when not coalesce(array_contains(valid_codes.industry10, delivered.industry_code), false)
            then 'unknown industry code'
        when delivered.age_years_delivered is not null and delivered.age_years is null
            then 'age is not a whole number'
        when not coalesce(delivered.age_years between age_bounds.min_value and age_bounds.max_value, false)
            then 'age is missing or out of range'
    end as rejection_reason
from delivered
left join repeated on delivered.person_id = repeated.person_id
cross join valid_codes
cross join age_bounds
