{{ config(group="survey_microdata") }}
-- No published estimate may rest on fewer persons than the threshold: neither its domain, nor those with the
-- outcome, nor those without it.
with

published as (
    select
        figures.estimate_key,
        estimates.n_unweighted,
        estimates.n_with_outcome
    from {{ ref('pub_estimates') }} as figures
    inner join {{ ref('est_estimates') }} as estimates
        on figures.estimate_key = estimates.estimate_key
    where figures.estimate is not null
    union all
    select
        concat_ws('|', estimates.outcome_id, estimates.group_variable, estimates.group_code, estimates.split_code)
            as estimate_key,
        estimates.n_unweighted,
        estimates.n_with_outcome
    from {{ ref('pub_cube') }} as cube
    inner join {{ ref('est_cube') }} as estimates
        on
            cube.outcome_id = estimates.outcome_id
            and coalesce(cube.group_variable, 'all') = estimates.group_variable
            and cube.group_code = estimates.group_code
            and coalesce(cube.split_variable, 'all') = estimates.split_variable
            and cube.split_code = estimates.split_code
    where cube.n_unweighted is not null
)

select *
from published
where
    n_unweighted < {{ var('suppression_threshold') }}
    or n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
    or n_unweighted - n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
