{{ config(group="survey_microdata") }}
-- No published number may rest on fewer persons than the threshold: neither its domain, nor those with the outcome, nor
-- those without it.
select
    estimates.number_key,
    estimates.n_unweighted,
    estimates.n_with_outcome
from {{ ref('est_estimates') }} as estimates
inner join {{ ref('aud_shown_numbers') }} as shown
    on
        estimates.number_key = shown.number_key
        and shown.is_shown
where
    estimates.n_unweighted < {{ var('suppression_threshold') }}
    or estimates.n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
    or estimates.n_unweighted - estimates.n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
