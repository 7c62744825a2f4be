-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- One row per sampled person: register variables in analysis form, the outcome of the contact, and the calibration cell
-- of complete respondents. Completed non-managers are over-coverage of the frame: they left the target population by
-- answering question 1. Unknown regions keep their code here.
with

managers as (
    select cast(source_code as smallint) as code
    from {{ ref('stg_codebook__recodes') }}
    where variable_name = 'leader_type'
),

described as (
    select
        sample.person_id,
        sample.stratum_code,
        sample.age_years,
        cast(sample.stratum_code as smallint) as sector,
        cast(sample.gender_code as smallint) as gender,
        cast(
            case
                when sample.age_years between 18 and 39 then 1
                when sample.age_years between 40 and 49 then 2
                when sample.age_years between 50 and 59 then 3
                when sample.age_years >= 60 then 4
            end as smallint
        ) as age_group,
        cast(
            case
                when sample.age_years between 18 and 39 then 1
                when sample.age_years >= 40 then 0
            end as smallint
        ) as is_under_40,
        cast(sample.origin_code as smallint) as origin,
        cast(sample.region_code as smallint) as region,
        cast(sample.education_code as smallint) as education,
        cast(sample.industry_code as smallint) as industry10,
        cast(
            case
                when sample.industry_code = '1' then 1
                when sample.industry_code = '2' then 1
                when sample.industry_code = '3' then 2
                when sample.industry_code = '4' then 3
                when sample.industry_code = '5' then 4
                when sample.industry_code = '6' then 5
                when sample.industry_code = '7' then 6
                when sample.industry_code = '8' then 7
                when sample.industry_code = '9' then 8
                when sample.industry_code = '10' then 9
            end as smallint
        ) as industry9,
        case
            when responses.status_code is null then 4
            when responses.status_code = '2' or responses.q1 is null then 3
            when managers.code is null then 2
            else 1
        end as disposition
    from {{ ref('stg_register__sample') }} as sample
    left join {{ ref('stg_survey__responses') }} as responses
        on sample.person_id = responses.person_id
    left join managers
        on responses.q1 = managers.code
),

classified as (
    select
        *,
        disposition in (1, 2) as is_complete
    from described
)

select
    person_id,
    stratum_code,
    age_years,
    sector,
    gender,
    age_group,
    is_under_40,
    origin,
    region,
    education,
    industry10,
    industry9,
    disposition,
    is_complete,
    disposition = 1 as is_manager,
    -- Cells are numbered from 0, in the order of their codes as text.
    case
        when is_complete
            then dense_rank() over (
                partition by is_complete
                order by
                    stratum_code,
                    {%- for variable in calibration_variables() %}
                    cast({{ variable }} as string){{ "," if not loop.last }}
                    {%- endfor %}
            ) - 1
    end as calibration_cell_id,
    {{ person_mark('person_id') }} as person_mark
from classified
