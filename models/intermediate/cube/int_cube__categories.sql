-- Background of every manager as the cube splits by it, one row per manager and background variable with a valid
-- value, and one row (`all`) for the whole.
select
    persons.person_id,
    backgrounds.variable_name,
    survey_values.code,
    backgrounds.is_split
from {{ ref('int_weights__persons') }} as persons
cross join {{ ref('stg_reporting__cube_backgrounds') }} as backgrounds
inner join {{ ref('int_survey__values') }} as survey_values
    on
        persons.person_id = survey_values.person_id
        and backgrounds.variable_name = survey_values.variable_name
where persons.is_manager
union all
select
    person_id,
    'all' as variable_name,
    'all' as code,
    true as is_split
from {{ ref('int_weights__persons') }}
where is_manager
