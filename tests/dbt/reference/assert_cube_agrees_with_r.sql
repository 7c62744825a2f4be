{{ config(
    group="survey_microdata",
    enabled=(var("microdata_are_synthetic") and var("maximum_g_weight") is none),
) }}
-- Every share and mean of the cube, before rounding and suppression, is what R's survey package makes of the same
-- respondents, to 1e-7 relative. R's results (tests/python/survey_stats/reference/warehouse.R) hold for the default
-- delivery; they are too many for a seed. Where nobody differs, R's standard error is zero; one person has none.
with

ours as (
    select
        outcomes.outcome_id,
        concat_ws('|', groups.group_variable, groups.group_code, groups.split_variable, groups.split_code) as group_key,
        fitted.n_unweighted,
        fitted.estimate,
        fitted.std_error
    from {{ ref('fit_cube') }} as fitted
    inner join {{ ref('dim_cube_outcome') }} as outcomes
        on fitted.outcome_index = outcomes.outcome_index
    inner join {{ ref('int_cube__groups') }} as groups
        on fitted.group_index = groups.group_index
    inner join {{ ref('int_cube__grid') }} as grid
        on
            fitted.outcome_index = grid.outcome_index
            and fitted.group_index = grid.group_index
),

theirs as (
    select *
    from read_csv(
        'tests/dbt/reference/r_survey_cube.csv.gz',
        header = true,
        columns = {
            'outcome_id': 'varchar', 'group_key': 'varchar', 'n_unweighted': 'bigint',
            'estimate': 'double', 'std_error': 'double'
        }
    )
)

select
    coalesce(ours.outcome_id, theirs.outcome_id) as outcome_id,
    coalesce(ours.group_key, theirs.group_key) as group_key,
    ours.estimate,
    theirs.estimate as estimate_of_r,
    ours.std_error,
    theirs.std_error as std_error_of_r,
    'differs from R; after a change of deliveries, codebook or outcomes run `make reference`' as remedy
from ours
full outer join theirs
    on
        ours.outcome_id = theirs.outcome_id
        and ours.group_key = theirs.group_key
where
    ours.n_unweighted is distinct from theirs.n_unweighted
    or abs(ours.estimate - theirs.estimate) > 1e-7 * abs(theirs.estimate)
    or (ours.std_error is null) != (theirs.std_error is null)
    or abs(ours.std_error - theirs.std_error) > 1e-7 * theirs.std_error
