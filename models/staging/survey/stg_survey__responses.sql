-- One row per person with a complete or partial questionnaire. Free text stays in `raw`.
with

delivered as (
    select
        nullif(trim(person_id), '') as person_id,
        nullif(trim(status_code), '') as status_code,
        {{ dbt.safe_cast("nullif(trim(answered_on), '')", "date") }} as answered_on
    from {{ ref('survey_response') }}
)

select
    delivered.person_id,
    delivered.status_code,
    codes.label_en as status_label,
    delivered.answered_on
from delivered
inner join {{ ref('stg_codebook__codes') }} as codes
    on
        codes.code_list = 'response_status'
        and delivered.status_code = codes.code
inner join {{ ref('stg_register__sample') }} as sample
    on delivered.person_id = sample.person_id
