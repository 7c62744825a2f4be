-- Everything the warehouse can set beside a printed number, one row per number and measure of it. Values stand in
-- printed units: shares in per cent, means, coefficients and counts as they are.
with

catalogue_counts as (
    select
        region_code,
        provider_category_code,
        count(*) as n_courses,
        min(duration_hours) as hours_min,
        count(distinct provider) as n_providers
    from {{ ref('dim_course') }}
    group by cube(region_code, provider_category_code)
),

capital as (
    select region_code as code
    from {{ ref('stg_catalogue__regions') }}
    where region_printed = 'Hovedstaden'
)

-- Shares and means. The complement of a share is printed beside it.
select
    number_key,
    'estimate' as measure,
    estimate * case when statistic = 'share' then 100 else 1 end as value,
    std_error * case when statistic = 'share' then 100 else 1 end as std_error,
    ci_low * case when statistic = 'share' then 100 else 1 end as ci_low,
    ci_high * case when statistic = 'share' then 100 else 1 end as ci_high,
    n_unweighted as n,
    is_suppressed
from {{ ref('est_figure_estimates') }}
union all
select
    number_key,
    'complement' as measure,
    100 * (1 - estimate) as value,
    100 * std_error as std_error,
    100 * (1 - ci_high) as ci_low,
    100 * (1 - ci_low) as ci_high,
    n_unweighted as n,
    is_suppressed
from {{ ref('est_figure_estimates') }}
where statistic = 'share'
union all
select
    number_key,
    'coefficient' as measure,
    coefficient as value,
    std_error,
    ci_low,
    ci_high,
    n_unweighted as n,
    false as is_suppressed
from {{ ref('est_regression_terms') }}
union all
select
    model_id as number_key,
    'n' as measure,
    max(n_unweighted) as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    max(n_unweighted) as n,
    false as is_suppressed
from {{ ref('est_regression_terms') }}
group by model_id
union all
-- Models that too few persons answered: their numbers are left out as those of small groups are.
select distinct
    map.number_key,
    map.measure,
    cast(null as double) as value,
    cast(null as double) as std_error,
    cast(null as double) as ci_low,
    cast(null as double) as ci_high,
    cast(null as bigint) as n,
    true as is_suppressed
from {{ ref('stg_reporting__replication_map') }} as map
inner join {{ ref('stg_reporting__models') }} as models
    on
        map.number_key = models.model_id
        or starts_with(map.number_key, models.model_id || '|')
left join {{ ref('est_regression_terms') }} as terms
    on models.model_id = terms.model_id
where terms.model_id is null
union all
select distinct
    number_key,
    'n' as measure,
    n_ours as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    n_ours as n,
    false as is_suppressed
from {{ ref('est_figure_bases') }}
{%- for column in ["respondents", "sample", "population", "weighted"] %}
{%- set counted = "respondents" if column == "weighted" else column %}
union all
select
    number_key,
    'share_{{ column }}' as measure,
    100 * share_{{ column }} as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    -- The column's persons: what the report prints as N of the table.
    sum(n_{{ counted }}) over (partition by variable_name) as n,
    {{ "false as is_suppressed" if column == "population" else "is_suppressed" }}
from {{ ref('est_register_margins') }}
{%- endfor %}
union all
select
    number_key,
    measure_id as measure,
    value * case when measure_id like 'response_rate%' then 100 else 1 end as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    is_suppressed
from {{ ref('est_response_flow') }}
union all
select
    'design:strata_n' as number_key,
    'value' as measure,
    count(distinct stratum_code) as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
from {{ ref('stg_register__population_totals') }}
union all
select
    'design:vignette_levels_n|' || code_list as number_key,
    'value' as measure,
    count(*) as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
from {{ ref('stg_codebook__codes') }}
where code_list like 'vignette_%'
group by code_list
union all
select
    'design:financing_sources_n' as number_key,
    'value' as measure,
    count(*) as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
from {{ ref('stg_catalogue__financing_sources') }}
union all
select
    'design:expert_interviews_n' as number_key,
    'value' as measure,
    sum(n_interviews) as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
from {{ ref('stg_catalogue__expert_interviews') }}
union all
select
    case
        when criterion_type = 'education' then 'design:leader_interviews_n|' || criterion_code
        when interview_group = 'all' then 'design:leader_interviews_n'
        else 'design:leader_interviews_' || interview_group || '_n'
    end as number_key,
    'value' as measure,
    n_interviews as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
from {{ ref('stg_catalogue__interview_selection') }}
where criterion_type in ('total', 'education')
union all
-- Course types that took part: those selected for, but for the one that nobody could be recruited from.
select
    'design:leader_interview_course_types_n' as number_key,
    'value' as measure,
    count(*) filter (where coalesce(n_interviews, 1) > 0) as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
from {{ ref('stg_catalogue__interview_selection') }}
where
    criterion_type = 'selection'
    and interview_group = 'trained'
union all
select
    'design:archetype_effect_threshold' as number_key,
    'value' as measure,
    {{ var('archetype_effect_threshold') }} as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    null as n,
    false as is_suppressed
union all
-- The catalogue holds no persons, so nothing of it is suppressed.
select
    case
        when counts.region_code is null and counts.provider_category_code is null then 'catalogue:courses_n'
        when counts.provider_category_code is null then 'catalogue:region|' || counts.region_code
        when counts.region_code is null then 'catalogue:category|' || counts.provider_category_code
        else 'catalogue:cell|' || counts.region_code || '|' || counts.provider_category_code
    end as number_key,
    'value' as measure,
    counts.n_courses as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    counts.n_courses as n,
    false as is_suppressed
from catalogue_counts as counts
union all
select
    'catalogue:share|' || counts.provider_category_code as number_key,
    'value' as measure,
    100 * counts.n_courses / totals.n_courses as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    counts.n_courses as n,
    false as is_suppressed
from catalogue_counts as counts
cross join catalogue_counts as totals
where
    counts.region_code is null
    and counts.provider_category_code is not null
    and totals.region_code is null
    and totals.provider_category_code is null
union all
select
    'catalogue:hours_min' as number_key,
    'value' as measure,
    hours_min as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    n_courses as n,
    false as is_suppressed
from catalogue_counts
where
    region_code is null
    and provider_category_code is null
union all
select
    'catalogue:union_share_capital' as number_key,
    'value' as measure,
    100 * cells.n_courses / unions.n_courses as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    unions.n_courses as n,
    false as is_suppressed
from catalogue_counts as cells
inner join capital
    on cells.region_code = capital.code
inner join catalogue_counts as unions
    on
        cells.provider_category_code = unions.provider_category_code
        and unions.region_code is null
where cells.provider_category_code = 'union_industry'
union all
select
    'catalogue:universities_capital' as number_key,
    'value' as measure,
    cells.n_providers as value,
    null as std_error,
    null as ci_low,
    null as ci_high,
    cells.n_courses as n,
    false as is_suppressed
from catalogue_counts as cells
inner join capital
    on cells.region_code = capital.code
where cells.provider_category_code = 'university'
