-- What every manager adds to an outcome of the cube, one row per outcome and manager with a valid answer in its
-- domain: 1 or 0 for a share, the value for a mean.
select
    outcomes.outcome_index,
    members.person_id,
    weights.calibration_cell_id,
    case
        when outcomes.statistic = 'mean' then survey_values.value
        when list_contains(string_split(outcomes.outcome_key, ';'), survey_values.code) then 1.0
        else 0.0
    end as outcome_value
from {{ ref('dim_cube_outcome') }} as outcomes
inner join {{ ref('int_survey__domain_members') }} as members
    on outcomes.domain_id = members.domain_id
inner join {{ ref('int_survey__values') }} as survey_values
    on
        members.person_id = survey_values.person_id
        and outcomes.outcome_variable = survey_values.variable_name
inner join {{ ref('int_weights__persons') }} as weights
    on members.person_id = weights.person_id
order by outcomes.outcome_index
