-- Figures and tables of the report, one row per figure.
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
    domain_id,
    second_domain_id,
    n_printed,
    n_printed_second,
    variance_mode,
    data_source,
    question_variables,
    sort_order
from {{ ref('stg_reporting__figures') }}
