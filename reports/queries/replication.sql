select
    estimate_id,
    report_ref,
    section,
    statistic,
    description_da,
    description_en,
    printed_text,
    printed_decimals,
    our_value,
    our_ci_low,
    our_ci_high,
    difference,
    verdict,
    reason_da,
    reason_en,
    n_printed,
    n_ours
from pub_replication
order by sort_order
