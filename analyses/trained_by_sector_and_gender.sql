-- How to read an estimate with its uncertainty: trained managers by sector and by gender.
-- Run with: dbt show --select trained_by_sector_and_gender
select
    group_label_en,
    group_value_label_en,
    round(100 * estimate, 1) as per_cent,
    round(100 * ci_low, 1) as ci_low,
    round(100 * ci_high, 1) as ci_high,
    n_unweighted,
    design_effect
from {{ ref('pub_estimates') }}
where
    outcome_variable = 'is_trained'
    and group_variable in ('sector', 'gender')
order by group_label_en, group_sort
