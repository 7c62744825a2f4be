{{ config(group="survey_microdata") }}
-- No published estimate may rest on fewer persons than the threshold: neither its domain, nor those with the
-- outcome, nor those without it.
select
    published.estimate_key,
    estimates.n_unweighted,
    estimates.n_with_outcome
from {{ ref('pub_estimates') }} as published
inner join {{ ref('est_estimates') }} as estimates
    on published.estimate_key = estimates.estimate_key
where
    published.estimate is not null
    and (
        estimates.n_unweighted < {{ var('suppression_threshold') }}
        or estimates.n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
        or estimates.n_unweighted - estimates.n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
    )
