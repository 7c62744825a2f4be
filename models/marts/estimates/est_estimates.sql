-- Shares and means with their uncertainty, one row per asked-for estimate, group and outcome code.
-- `is_suppressed` marks cells of fewer persons than the threshold, and the next smallest cell of the same
-- distribution or comparison where a single suppressed cell could be had by subtraction.
with

counted as (
    select
        keys.estimate_key,
        keys.estimate_index,
        keys.spec_id,
        keys.group_code,
        keys.outcome_key,
        counts.n_persons,
        counts.n_with_outcome,
        least(
            counts.n_persons,
            coalesce(nullif(counts.n_with_outcome, 0), counts.n_persons),
            coalesce(nullif(counts.n_persons - counts.n_with_outcome, 0), counts.n_persons)
        ) as smallest_cell
    from {{ ref('int_estimation__keys') }} as keys
    inner join {{ ref('int_estimation__counts') }} as counts
        on keys.estimate_index = counts.estimate_index
),

marked as (
    select
        *,
        smallest_cell < {{ var('suppression_threshold') }} as is_small
    from counted
),

-- A lone small cell among the outcomes of a group, or among the groups of an outcome, takes a neighbour with it.
accompanied as (
    select
        *,
        count(*) filter (where is_small) over (partition by spec_id, group_code) as small_in_group,
        row_number() over (
            partition by spec_id, group_code order by is_small, smallest_cell, outcome_key
        ) as place_in_group,
        count(*) over (partition by spec_id, group_code) as cells_in_group,
        count(*) filter (where is_small) over (partition by spec_id, outcome_key) as small_in_outcome,
        row_number() over (
            partition by spec_id, outcome_key order by is_small, smallest_cell, group_code
        ) as place_in_outcome,
        count(*) over (partition by spec_id, outcome_key) as cells_in_outcome
    from marked
)

select
    {{ var('wave') }} as wave,
    accompanied.estimate_key,
    accompanied.spec_id,
    specs.figure_id,
    specs.outcome_variable,
    accompanied.outcome_key,
    specs.statistic,
    specs.group_variable,
    accompanied.group_code,
    specs.domain_id,
    'calibrated' as variance_mode,
    fitted.estimate,
    fitted.std_error,
    fitted.ci_low,
    fitted.ci_high,
    fitted.degrees_of_freedom,
    fitted.n_unweighted,
    accompanied.n_with_outcome,
    fitted.n_weighted,
    fitted.design_effect,
    accompanied.is_small
    or (accompanied.small_in_group = 1 and accompanied.cells_in_group > 1 and accompanied.place_in_group = 1)
    or (accompanied.small_in_outcome = 1 and accompanied.cells_in_outcome > 1 and accompanied.place_in_outcome = 1)
        as is_suppressed
from accompanied
inner join {{ ref('fit_estimates') }} as fitted
    on accompanied.estimate_index = fitted.estimate_index
inner join {{ ref('stg_reporting__estimates') }} as specs
    on accompanied.spec_id = specs.spec_id
