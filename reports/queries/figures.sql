select
    figure_id,
    report_ref,
    chapter,
    page_id,
    figure_kind,
    title_da,
    title_en,
    finding_da,
    finding_en,
    measure_da,
    measure_en,
    population_da,
    population_en,
    n_printed,
    n_printed_second,
    n_ours,
    n_ours_second,
    variance_mode,
    data_source,
    question_variables,
    sort_order
from pub_figures
order by sort_order
