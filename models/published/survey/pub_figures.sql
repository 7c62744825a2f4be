-- Figures and tables of the report with their N, one row per figure.
select
    figures.figure_id,
    figures.report_ref,
    figures.chapter,
    figures.page_id,
    figures.figure_kind,
    figures.title_da,
    figures.title_en,
    figures.finding_da,
    figures.finding_en,
    figures.measure_da,
    figures.measure_en,
    domains.label_da as population_da,
    domains.label_en as population_en,
    figures.n_printed,
    figures.n_printed_second,
    cast(first_bases.n_ours as integer) as n_ours,
    cast(second_bases.n_ours as integer) as n_ours_second,
    figures.variance_mode,
    figures.data_source,
    figures.question_variables,
    {{ var('wave') }} as wave,
    {{ var('microdata_are_synthetic') }} and figures.data_source in ('survey', 'register') as is_synthetic,
    figures.sort_order
from {{ ref('stg_reporting__figures') }} as figures
left join {{ ref('stg_reporting__domains') }} as domains
    on figures.domain_id = domains.domain_id
left join {{ ref('est_figure_bases') }} as first_bases
    on
        figures.figure_id = first_bases.figure_id
        and first_bases.base_rank = 'first'
left join {{ ref('est_figure_bases') }} as second_bases
    on
        figures.figure_id = second_bases.figure_id
        and second_bases.base_rank = 'second'
