-- Figures and tables of the report, one row per figure.
select
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("report_ref") }} as report_ref,
    {{ trimmed("chapter") }} as chapter,
    {{ trimmed("page_id") }} as page_id,
    {{ trimmed("title_da") }} as title_da,
    {{ trimmed("title_en") }} as title_en,
    {{ trimmed("finding_da") }} as finding_da,
    {{ trimmed("finding_en") }} as finding_en,
    {{ trimmed("measure_da") }} as measure_da,
    {{ trimmed("measure_en") }} as measure_en,
    {{ trimmed("domain_id") }} as domain_id,
    {{ trimmed("second_domain_id") }} as second_domain_id,
    cast({{ trimmed("n_printed") }} as integer) as n_printed,
    cast({{ trimmed("n_printed_second") }} as integer) as n_printed_second,
    {{ trimmed("variance_mode") }} as variance_mode,
    {{ trimmed("data_source") }} as data_source,
    {{ trimmed("question_variables") }} as question_variables,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_figures') }}
