-- Figures and tables of the report, one row per figure.
select
    figure_id,
    report_ref,
    chapter,
    figure_kind,
    title_da,
    title_en,
    domain_id,
    second_domain_id,
    n_printed,
    n_printed_second,
    variance_mode,
    data_source,
    sort_order
from {{ ref('stg_reporting__figures') }}
