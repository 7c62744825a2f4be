-- Estimation cells: the sums every estimate is computed from, one row per asked-for estimate, group, outcome
-- value and calibration cell. Weights are constant inside a calibration cell, so counts and unweighted sums
-- of the outcome are enough for totals, means, shares and their calibrated variance (docs/statistics.md).
with

specs as (
    select * from {{ ref('stg_reporting__estimates') }}
)

select
    specs.spec_id,
    coalesce(groups.code, 'all') as group_code,
    outcomes.code as outcome_code,
    weights.calibration_cell_id,
    count(*) as n,
    sum(outcomes.value) as sum_y,
    sum(outcomes.value * outcomes.value) as sum_y2
from specs
inner join {{ ref('int_survey__domain_members') }} as members
    on specs.domain_id = members.domain_id
inner join {{ ref('int_survey__values') }} as outcomes
    on
        members.person_id = outcomes.person_id
        and specs.outcome_variable = outcomes.variable_name
left join {{ ref('int_survey__values') }} as groups
    on
        members.person_id = groups.person_id
        and specs.group_variable = groups.variable_name
inner join {{ ref('int_weights__persons') }} as weights
    on members.person_id = weights.person_id
where
    specs.group_variable is null
    or groups.code is not null
group by specs.spec_id, coalesce(groups.code, 'all'), outcomes.code, weights.calibration_cell_id
