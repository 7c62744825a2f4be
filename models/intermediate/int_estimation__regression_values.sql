-- Values that regressions use, one row per model, manager in the model's domain and variable.
-- Managers lacking any of a model's variables are left out here (listwise deletion), so rows are complete.
with

needed as (
    select
        model_id,
        variable_name
    from {{ ref('int_estimation__regression_terms') }}
    union all
    select
        model_id,
        outcome_variable as variable_name
    from {{ ref('stg_reporting__models') }}
),

variable_counts as (
    select
        model_id,
        count(*) as variables_n
    from needed
    group by model_id
),

found as (
    select
        models.model_id,
        members.person_id,
        needed.variable_name,
        survey_values.value,
        count(*) over (partition by models.model_id, members.person_id) as values_n
    from {{ ref('stg_reporting__models') }} as models
    inner join {{ ref('int_survey__domain_members') }} as members
        on models.domain_id = members.domain_id
    inner join needed
        on models.model_id = needed.model_id
    inner join {{ ref('int_survey__values') }} as survey_values
        on
            members.person_id = survey_values.person_id
            and needed.variable_name = survey_values.variable_name
)

select
    found.model_id,
    dense_rank() over (partition by found.model_id order by found.person_id) - 1 as row_index,
    found.variable_name,
    found.value,
    weights.calibrated_weight,
    weights.stratum_code
from found
inner join variable_counts
    on
        found.model_id = variable_counts.model_id
        and found.values_n = variable_counts.variables_n
inner join {{ ref('int_weights__persons') }} as weights
    on found.person_id = weights.person_id
