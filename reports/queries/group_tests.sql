select
    figure_id,
    test_id,
    outcome_variable,
    outcome_label_da,
    outcome_label_en,
    outcome_key,
    group_variable,
    group_code_a,
    group_a_label_da,
    group_a_label_en,
    group_code_b,
    group_b_label_da,
    group_b_label_en,
    difference,
    std_error,
    ci_low,
    ci_high,
    p_value,
    p_value_holm,
    stars,
    is_suppressed
from pub_group_tests
order by figure_id, test_id
