-- How much of each delivery is rejected and why, one row per delivery and reason that occurs. Counts only.
{%- set deliveries = {
    "register": "register__sample", "population": "register__population_totals", "survey": "survey__responses",
    "answers": "survey__answers", "catalogue": "catalogue__courses",
} %}
with

rejected as (
    {%- for delivery, name in deliveries.items() %}
    select
        '{{ delivery }}' as delivery,
        rejection_reason
    from {{ ref("rejected_" ~ name) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

accepted as (
    {%- for delivery, name in deliveries.items() %}
    select
        '{{ delivery }}' as delivery,
        count(*) as n_accepted
    from {{ ref("stg_" ~ name) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

counted as (
    select
        delivery,
        rejection_reason,
        count(*) as n_rejected
    from rejected
    group by delivery, rejection_reason
)

select
    counted.delivery,
    counted.rejection_reason,
    -- A reason that nobody has described stops the build: better than letting it pass.
    coalesce(reasons.severity, 'fatal') as severity,
    counted.n_rejected,
    accepted.n_accepted + sum(counted.n_rejected) over (partition by counted.delivery) as n_delivered,
    sum(counted.n_rejected) over (partition by counted.delivery)
    / (accepted.n_accepted + sum(counted.n_rejected) over (partition by counted.delivery)) as rejected_share
from counted
inner join accepted on counted.delivery = accepted.delivery
left join {{ ref('stg_codebook__rejections') }} as reasons
    on
        counted.delivery = reasons.delivery
        and counted.rejection_reason = reasons.rejection_reason
