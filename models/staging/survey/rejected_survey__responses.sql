-- Questionnaires that cannot be used, one row per delivered row, with the reason.
with

delivered as (
    select
        nullif(trim(person_id), '') as person_id,
        nullif(trim(status_code), '') as status_code
    from {{ ref('survey_response') }}
),

checked as (
    select
        delivered.person_id,
        delivered.status_code,
        case
            when delivered.person_id is null then 'person id is missing'
            when sample.person_id is null then 'person is not in the register sample'
            when codes.code is null then 'status code is not in the codebook'
        end as rejection_reason
    from delivered
    left join {{ ref('stg_register__sample') }} as sample
        on delivered.person_id = sample.person_id
    left join {{ ref('stg_codebook__codes') }} as codes
        on
            codes.code_list = 'response_status'
            and delivered.status_code = codes.code
)

select
    person_id,
    status_code,
    rejection_reason
from checked
where rejection_reason is not null
