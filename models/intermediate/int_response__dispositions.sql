-- Outcome of the contact with every sampled person, one row per person.
-- Completed non-managers are over-coverage of the frame: they left the target population by answering q1.
with

leader_type as (
    select
        person_id,
        answer_code
    from {{ ref('stg_survey__answers') }}
    where variable_name = 'q1'
),

not_a_manager as (
    select codes.code
    from {{ ref('stg_codebook__codes') }} as codes
    left join {{ ref('stg_codebook__recodes') }} as recodes
        on
            recodes.variable_name = 'leader_type'
            and codes.code = recodes.source_code
    where
        codes.code_list = 'leader_type'
        and recodes.code is null
)

select
    sample.person_id,
    sample.stratum_code,
    case
        when responses.status_code is null then 'no_answer'
        when responses.status_code = '2' then 'partial'
        when leader_type.answer_code is null then 'partial'
        when not_a_manager.code is not null then 'complete_not_manager'
        else 'complete_manager'
    end as disposition,
    coalesce(responses.status_code = '1' and leader_type.answer_code is not null, false) as is_complete,
    coalesce(
        responses.status_code = '1'
        and leader_type.answer_code is not null
        and not_a_manager.code is null,
        false
    ) as is_manager
from {{ ref('stg_register__sample') }} as sample
left join {{ ref('stg_survey__responses') }} as responses
    on sample.person_id = responses.person_id
left join leader_type
    on sample.person_id = leader_type.person_id
left join not_a_manager
    on leader_type.answer_code = not_a_manager.code
