-- The sums behind every estimate, one row per estimate and calibration cell with domain members.
-- A share of some codes is the mean of a 0/1 outcome: its sum counts the members who gave one of the codes.
-- `estimate_index` numbers the estimates 0, 1, ... as the estimators expect.
with

specs as (
    select * from {{ ref('stg_reporting__estimates') }}
),

cell_totals as (
    select
        spec_id,
        group_code,
        calibration_cell_id,
        sum(n) as n,
        sum(sum_y) as sum_y,
        sum(sum_y2) as sum_y2
    from {{ ref('int_estimation__cells') }}
    group by spec_id, group_code, calibration_cell_id
),

-- What is counted: the codes asked for as one key, or, if none are asked for, each observed code on its own.
outcome_keys as (
    select distinct
        specs.spec_id,
        coalesce(specs.outcome_codes, cells.outcome_code) as outcome_key
    from specs
    inner join {{ ref('int_estimation__cells') }} as cells
        on specs.spec_id = cells.spec_id
    where specs.statistic = 'share'
),

counted as (
    select
        cells.spec_id,
        cells.group_code,
        cells.calibration_cell_id,
        outcome_keys.outcome_key,
        sum(cells.n) as n_with_code
    from {{ ref('int_estimation__cells') }} as cells
    inner join outcome_keys
        on
            cells.spec_id = outcome_keys.spec_id
            and list_contains(string_split(outcome_keys.outcome_key, ';'), cells.outcome_code)
    group by cells.spec_id, cells.group_code, cells.calibration_cell_id, outcome_keys.outcome_key
),

sums as (
    select
        cell_totals.spec_id,
        cell_totals.group_code,
        outcome_keys.outcome_key,
        cell_totals.calibration_cell_id,
        cell_totals.n,
        coalesce(counted.n_with_code, 0) as sum_y,
        coalesce(counted.n_with_code, 0) as sum_y2
    from cell_totals
    inner join outcome_keys
        on cell_totals.spec_id = outcome_keys.spec_id
    left join counted
        on
            cell_totals.spec_id = counted.spec_id
            and cell_totals.group_code = counted.group_code
            and cell_totals.calibration_cell_id = counted.calibration_cell_id
            and outcome_keys.outcome_key = counted.outcome_key
    union all
    select
        cell_totals.spec_id,
        cell_totals.group_code,
        'mean' as outcome_key,
        cell_totals.calibration_cell_id,
        cell_totals.n,
        cell_totals.sum_y,
        cell_totals.sum_y2
    from cell_totals
    inner join specs
        on
            cell_totals.spec_id = specs.spec_id
            and specs.statistic = 'mean'
)

select
    dense_rank() over (order by spec_id, group_code, outcome_key) - 1 as estimate_index,
    spec_id,
    group_code,
    outcome_key,
    calibration_cell_id,
    n,
    sum_y,
    sum_y2
from sums
