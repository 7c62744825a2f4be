-- How much of a delivery is rejected and why, one row per delivery, question and reason that occurs. Counts only.
-- Answers are counted question by question: a question that is lost as a whole would vanish among all others.
{%- set deliveries = {
    "register": "register__sample", "population": "register__population_totals", "survey": "survey__responses",
    "answers": "survey__answers", "catalogue": "catalogue__courses",
} %}
with

rejected as (
    {%- for delivery, name in deliveries.items() %}
    select
        '{{ delivery }}' as delivery,
        {{ "variable_name" if delivery == "answers" else "''" }} as variable_name,
        rejection_reason,
        count(*) as n_rejected
    from {{ ref("rejected_" ~ name) }}
    group by all
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

accepted as (
    {%- for delivery, name in deliveries.items() if delivery != "answers" %}
    select
        '{{ delivery }}' as delivery,
        '' as variable_name,
        count(*) as n_accepted
    from {{ ref("stg_" ~ name) }}
    union all
    {%- endfor %}
    select
        'answers' as delivery,
        variable_name,
        n_accepted
    from {{ ref('base_survey__answer_counts') }}
),

counted as (
    select
        rejected.delivery,
        rejected.variable_name,
        rejected.rejection_reason,
        rejected.n_rejected,
        -- Nothing accepted: the delivery, or the question, is rejected as a whole.
        coalesce(accepted.n_accepted, 0)
        + sum(rejected.n_rejected) over (partition by rejected.delivery, rejected.variable_name) as n_delivered,
        sum(rejected.n_rejected) over (partition by rejected.delivery, rejected.variable_name) as n_rejected_in_all
    from rejected
    left join accepted
        on
            rejected.delivery = accepted.delivery
            and rejected.variable_name = accepted.variable_name
)

select
    counted.delivery,
    nullif(counted.variable_name, '') as variable_name,
    counted.rejection_reason,
    -- A reason that nobody has described stops the build: better than letting it pass.
    coalesce(reasons.severity, 'fatal') as severity,
    counted.n_rejected,
    counted.n_delivered,
    counted.n_rejected_in_all / counted.n_delivered as rejected_share
from counted
left join {{ ref('stg_codebook__rejections') }} as reasons
    on
        counted.delivery = reasons.delivery
        and counted.rejection_reason = reasons.rejection_reason
