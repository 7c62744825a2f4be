-- Number of managers behind every figure, one row per figure and printed N: members of the figure's domain.
with

sizes as (
    select
        domain_id,
        count(*) as n_ours
    from {{ ref('int_survey__domain_members') }}
    group by domain_id
)

select
    {{ var('wave') }} as wave,
    figures.figure_id,
    'first' as base_rank,
    figures.domain_id,
    figures.n_printed,
    sizes.n_ours
from {{ ref('stg_reporting__figures') }} as figures
inner join sizes
    on figures.domain_id = sizes.domain_id
union all
select
    {{ var('wave') }} as wave,
    figures.figure_id,
    'second' as base_rank,
    figures.second_domain_id as domain_id,
    figures.n_printed_second as n_printed,
    sizes.n_ours
from {{ ref('stg_reporting__figures') }} as figures
inner join sizes
    on figures.second_domain_id = sizes.domain_id
