-- From population to final data, one row per stratum (and all) and measure; what disclosure control withholds is NULL.
select
    flow.wave,
    flow.stratum_code,
    flow.measure_id,
    cast(flow.sort_order as integer) as sort_order,
    case when not coalesce(suppression.is_suppressed, false) then round(flow.value, 6) end as value,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_response_flow') }} as flow
left join {{ ref('fit_suppression') }} as suppression
    on
        suppression.row_group = 'flow'
        and suppression.row_key = flow.stratum_code || '|' || flow.measure_id
