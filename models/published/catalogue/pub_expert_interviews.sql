-- Short interviews with training officers, one row per organisation.
select
    interviews.organisation,
    interviews.organisation_type,
    labels.label_da as organisation_type_label_da,
    labels.label_en as organisation_type_label_en,
    cast(interviews.n_interviews as integer) as n_interviews,
    cast(interviews.interview_number as integer) as sort_order
from {{ ref('stg_catalogue__expert_interviews') }} as interviews
inner join {{ ref('stg_reporting__code_labels') }} as labels
    on
        labels.code_list = 'organisation_type'
        and interviews.organisation_type = labels.code
