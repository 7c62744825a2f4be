-- Regressions of one linear regressor, one row per outcome, domain and regressor: lines through the means of its
-- categories, whose residuals add to zero, also times the regressor.
select
    models.outcome_variable,
    models.domain_id,
    min(terms.variable_name) as regressor
from {{ ref('stg_reporting__models') }} as models
inner join {{ ref('int_estimation__regression_terms') }} as terms
    on models.model_id = terms.model_id
group by models.model_id, models.outcome_variable, models.domain_id
having
    count(*) = 1
    and min(terms.term_type) = 'linear'
