{{ config(group="survey_microdata") }}
-- A question that no published table answers, from the restricted microdata: trained managers by education, within
-- each sector. Run with: dbt show --select trained_by_education_within_sector --limit 20
-- The members of the domain are rows, everybody else stays in the design: filter `members` as you like.
-- Before numbers leave the house: withhold those of fewer persons than the var suppression_threshold.
with

members as (
    select
        trained.person_id,
        trained.value as is_trained,
        sectors.label_en as sector,
        educations.label_en as education,
        educations.sort_order
    from {{ ref('fct_manager_value') }} as trained
    inner join {{ ref('fct_manager_value') }} as sector_values
        on
            trained.person_id = sector_values.person_id
            and sector_values.variable_name = 'sector'
    inner join {{ ref('dim_code') }} as sectors
        on
            sector_values.variable_name = sectors.variable_name
            and sector_values.code = sectors.code
    inner join {{ ref('fct_manager_value') }} as education_values
        on
            trained.person_id = education_values.person_id
            and education_values.variable_name = 'education'
    inner join {{ ref('dim_code') }} as educations
        on
            education_values.variable_name = educations.variable_name
            and education_values.code = educations.code
    where trained.variable_name = 'is_trained'
),

estimates as (
    {{ survey_share("members", "is_trained", by=["sector", "education", "sort_order"]) }}
)

select
    sector,
    education,
    round(100 * estimate, 1) as per_cent,
    round(100 * ci_low, 1) as ci_low,
    round(100 * ci_high, 1) as ci_high,
    n_unweighted,
    round(design_effect, 2) as design_effect
from estimates
order by sector, sort_order
