-- The sums behind the cube, one row per outcome, group and calibration cell with members. A view: the estimator
-- asks for one outcome at a time, and millions of rows need not be kept.
{{ config(materialized="view") }}
select
    answers.outcome_index,
    members.group_index,
    answers.calibration_cell_id,
    count(*) as n,
    sum(answers.outcome_value) as sum_y,
    sum(answers.outcome_value * answers.outcome_value) as sum_y2
from {{ ref('int_cube__answers') }} as answers
inner join {{ ref('int_cube__members') }} as members
    on answers.person_id = members.person_id
group by answers.outcome_index, members.group_index, answers.calibration_cell_id
