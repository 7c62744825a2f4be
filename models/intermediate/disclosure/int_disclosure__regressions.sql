-- Lines through the groups of one regressor, one row per model: intercept and slope say what the means of the groups
-- add up to. A line through a group of fewer persons than the threshold tells of them, and is withheld.
with

lines as (
    select
        models.model_id,
        models.outcome_variable,
        models.domain_id,
        max(terms.variable_name) as regressor
    from {{ ref('stg_reporting__models') }} as models
    inner join {{ ref('int_estimation__regression_terms') }} as terms
        on models.model_id = terms.model_id
    group by models.model_id, models.outcome_variable, models.domain_id
    having count(*) = 1 and max(terms.term_type) = 'linear'
),

group_sizes as (
    select
        outcome_variable,
        domain_id,
        group_variable,
        sum(n_persons) as n_persons
    from {{ ref('int_estimation__counts') }}
    where split_variable = 'all'
    group by outcome_variable, domain_id, group_variable, group_code
)

select
    lines.model_id,
    lines.outcome_variable,
    lines.domain_id,
    lines.regressor,
    coalesce(min(group_sizes.n_persons) < {{ var('suppression_threshold') }}, false) as is_withheld
from lines
left join group_sizes
    on
        lines.outcome_variable = group_sizes.outcome_variable
        and lines.domain_id = group_sizes.domain_id
        and lines.regressor = group_sizes.group_variable
group by all
