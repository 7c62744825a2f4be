-- From population to final data, one row per stratum (and all) and measure; what disclosure control withholds is NULL.
with

-- One key has several measures, and only some of them are printed: those whose value the ledger holds.
printed as (
    select distinct
        wave,
        number_key,
        printed_value
    from {{ ref('est_replication') }}
    where verdict = 'reproduced'
)

select
    flow.wave,
    flow.number_key,
    flow.stratum_code,
    flow.measure_id,
    cast(flow.sort_order as integer) as sort_order,
    case when not flow.is_suppressed then round(flow.value, {{ var('maximum_decimals') }}) end as value,
    {{ provenance('printed.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_response_flow') }} as flow
left join printed
    on
        flow.wave = printed.wave
        and flow.number_key = printed.number_key
        and printed.printed_value = case
            when flow.measure_id like 'response_rate_%' then round(100 * flow.value) else flow.value
        end
