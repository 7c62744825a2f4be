-- The replication ledger, one row per number printed in the report: ours of the report's wave beside it, with the
-- verdict.
{%- set shown = "not coalesce(replication.is_suppressed, false)" %}
{%- set numbers = ["our_value", "our_std_error", "our_ci_low", "our_ci_high", "difference"] %}
select
    replication.wave,
    replication.estimate_id,
    replication.number_key,
    replication.measure,
    replication.report_ref,
    replication.section,
    replication.statistic,
    labels.label_da as description_da,
    labels.label_en as description_en,
    replication.unit,
    replication.printed_text,
    replication.printed_value,
    replication.printed_decimals,
    replication.printed_std_error,
    {%- for column in numbers %}
    case when {{ shown }} then round(replication.{{ column }}, replication.our_decimals) end as {{ column }},
    {%- endfor %}
    case when {{ shown }} and replication.our_value is not null then replication.our_decimals end as our_decimals,
    replication.verdict,
    reasons.reason_da,
    reasons.reason_en,
    replication.n_printed,
    case when {{ shown }} then cast(replication.n_ours as integer) end as n_ours,
    coalesce(replication.is_suppressed, false) as is_suppressed,
    replication.duplicate_of,
    cast(substr(replication.estimate_id, 2) as integer) as sort_order,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ in_report_wave(ref('est_replication')) }} as replication
left join {{ in_report_wave(ref('est_ledger_labels')) }} as labels
    on
        coalesce(replication.number_key, 'printed:' || replication.estimate_id) = labels.number_key
        and coalesce(replication.measure, 'value') = labels.measure
left join {{ ref('stg_reporting__ledger_reasons') }} as reasons
    on replication.reason_code = reasons.reason_code
