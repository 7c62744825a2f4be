select
    estimate_id,
    report_ref,
    section,
    statistic,
    description_da,
    description_en,
    unit,
    printed_text,
    printed_decimals,
    printed_std_error,
    our_value,
    our_std_error,
    our_ci_low,
    our_ci_high,
    difference,
    verdict,
    reason_da,
    reason_en,
    n_printed,
    n_ours,
    is_synthetic
from pub_replication
order by sort_order
