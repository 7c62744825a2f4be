-- Numbers of the front page with their intervals, one row per number.
select
    key_figures.sort_order,
    key_figures.key_figure_id,
    key_figures.number_key,
    key_figures.headline_da,
    key_figures.headline_en,
    key_figures.explanation_da,
    key_figures.explanation_en,
    coalesce(estimates.group_value_label_da, estimates.outcome_value_label_da) as group_label_da,
    coalesce(estimates.group_value_label_en, estimates.outcome_value_label_en) as group_label_en,
    case when estimates.statistic = 'share' then 'percent' else 'mean' end as unit,
    estimates.estimate,
    estimates.std_error,
    estimates.ci_low,
    estimates.ci_high,
    estimates.n_unweighted,
    figures.report_ref,
    estimates.is_suppressed,
    estimates.provenance,
    estimates.is_synthetic
from {{ ref('stg_reporting__key_figures') }} as key_figures
inner join {{ ref('pub_estimates') }} as estimates
    on key_figures.number_key = estimates.number_key
inner join {{ ref('stg_reporting__figures') }} as figures
    on estimates.figure_id = figures.figure_id
