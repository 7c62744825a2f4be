-- Figures and tables of the report, one row per figure.
select
    nullif(trim(figure_id), '') as figure_id,
    nullif(trim(report_ref), '') as report_ref,
    nullif(trim(chapter), '') as chapter,
    nullif(trim(page_id), '') as page_id,
    nullif(trim(figure_kind), '') as figure_kind,
    nullif(trim(title_da), '') as title_da,
    nullif(trim(title_en), '') as title_en,
    nullif(trim(finding_da), '') as finding_da,
    nullif(trim(finding_en), '') as finding_en,
    nullif(trim(measure_da), '') as measure_da,
    nullif(trim(measure_en), '') as measure_en,
    nullif(trim(domain_id), '') as domain_id,
    nullif(trim(second_domain_id), '') as second_domain_id,
    cast(nullif(trim(n_printed), '') as integer) as n_printed,
    cast(nullif(trim(n_printed_second), '') as integer) as n_printed_second,
    nullif(trim(variance_mode), '') as variance_mode,
    nullif(trim(data_source), '') as data_source,
    nullif(trim(question_variables), '') as question_variables,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_figures') }}
