-- Number of managers behind every figure, one row per figure and printed N: members of the figure's domain.
with

named as (
    select
        figure_id,
        'first' as base_rank,
        domain_id,
        n_printed
    from {{ ref('stg_reporting__figures') }}
    union all
    select
        figure_id,
        'second' as base_rank,
        second_domain_id as domain_id,
        n_printed_second as n_printed
    from {{ ref('stg_reporting__figures') }}
)

select
    {{ var('wave') }} as wave,
    'everybody@' || named.domain_id as number_key,
    named.figure_id,
    named.base_rank,
    named.domain_id,
    named.n_printed,
    sizes.n_persons as n_ours
from named
inner join {{ ref('int_estimation__domain_sizes') }} as sizes
    on named.domain_id = sizes.domain_id
