select
    key_figure_id,
    headline_da,
    headline_en,
    explanation_da,
    explanation_en,
    group_label_da,
    group_label_en,
    unit,
    estimate,
    std_error,
    ci_low,
    ci_high,
    n_unweighted,
    report_ref,
    is_suppressed
from pub_key_figures
order by sort_order
