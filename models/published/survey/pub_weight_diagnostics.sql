-- Spread of the weights, one row per stratum (and all) and measure.
-- A count of few trimmed persons is withheld, and with it the counts of the other strata, which would give it away.
{%- set is_small %}(
    measure_id = 'n_trimmed'
    and coalesce(min(nullif(value, 0)) over (partition by measure_id) < {{ var('suppression_threshold') }}, false)
){% endset %}
-- A percentile needs enough persons beyond it: of a hundredth of the respondents, the threshold.
{%- set is_extreme %}(
    measure_id like '%percentile%'
    and max(case when measure_id = 'n_respondents' then value end) over (partition by stratum_code) * 0.01
    < {{ var('suppression_threshold') }}
){% endset %}
{%- set decimals = "case when measure_id like 'kish%' then 1 else " ~ var('maximum_decimals') ~ " end" %}
select
    wave,
    stratum_code,
    measure_id,
    cast(sort_order as integer) as sort_order,
    case when not {{ is_small }} and not {{ is_extreme }} then round(value, {{ decimals }}) end as value,
    {{ provenance('false') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_weight_diagnostics') }}
