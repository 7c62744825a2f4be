-- Figures and tables of the report with their N, one row per figure. N of a regression is that of the model shown.
with

models_shown as (
    select
        figure_id,
        model_id
    from {{ ref('est_regression_terms') }}
    union
    select
        figure_id,
        model_id
    from {{ ref('est_archetypes') }}
),

sizes as (
    select
        shown.figure_id,
        terms.n_unweighted,
        row_number() over (partition by shown.figure_id order by min(models.sort_order)) as place
    from models_shown as shown
    inner join {{ ref('est_regression_terms') }} as terms
        on shown.model_id = terms.model_id
    inner join {{ ref('stg_reporting__models') }} as models
        on shown.model_id = models.model_id
    group by shown.figure_id, terms.n_unweighted
),

model_sizes as (
    select
        figure_id,
        max(case when place = 1 then n_unweighted end) as first_n,
        max(case when place = 2 then n_unweighted end) as second_n
    from sizes
    group by figure_id
)

select
    figures.figure_id,
    figures.report_ref,
    figures.chapter,
    figures.page_id,
    figures.title_da,
    figures.title_en,
    figures.finding_da,
    figures.finding_en,
    figures.measure_da,
    figures.measure_en,
    domains.label_da as population_da,
    domains.label_en as population_en,
    second_domains.label_da as population_second_da,
    second_domains.label_en as population_second_en,
    figures.n_printed,
    figures.n_printed_second,
    cast(
        case when figures.variance_mode = 'pweight' then model_sizes.first_n else first_bases.n_ours end as integer
    ) as n_ours,
    cast(
        case
            when figures.variance_mode = 'pweight' then model_sizes.second_n
            else second_bases.n_ours
        end as integer
    ) as n_ours_second,
    figures.variance_mode,
    figures.data_source,
    figures.question_variables,
    {{ var('wave') }} as wave,
    {{ var('microdata_are_synthetic') }} and figures.data_source in ('survey', 'register') as is_synthetic,
    figures.sort_order
from {{ ref('stg_reporting__figures') }} as figures
left join {{ ref('stg_reporting__domains') }} as domains
    on figures.domain_id = domains.domain_id
left join {{ ref('stg_reporting__domains') }} as second_domains
    on figures.second_domain_id = second_domains.domain_id
left join {{ ref('est_figure_bases') }} as first_bases
    on
        figures.figure_id = first_bases.figure_id
        and first_bases.base_rank = 'first'
left join {{ ref('est_figure_bases') }} as second_bases
    on
        figures.figure_id = second_bases.figure_id
        and second_bases.base_rank = 'second'
left join model_sizes
    on figures.figure_id = model_sizes.figure_id
