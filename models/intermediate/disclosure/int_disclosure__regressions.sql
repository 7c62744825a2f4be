-- Published lines through the groups of one regressor, one row per outcome, domain and regressor: intercept and slope
-- say what the means of the groups add up to.
select
    models.outcome_variable,
    models.domain_id,
    max(terms.variable_name) as regressor
from {{ ref('stg_reporting__models') }} as models
inner join {{ ref('int_estimation__regression_terms') }} as terms
    on models.model_id = terms.model_id
group by models.model_id, models.outcome_variable, models.domain_id
having count(*) = 1 and max(terms.term_type) = 'linear'
