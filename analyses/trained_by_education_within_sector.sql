{{ config(group="survey_microdata") }}
-- A question that no published table answers, from the restricted microdata: trained managers by education, within
-- each sector. Run with: dbt show --select trained_by_education_within_sector --limit 20
-- The rows given are the members of the domain, everybody else stays in the design: filter as you like.
-- Before numbers leave the house: withhold those of fewer persons than the var suppression_threshold.
with

managers as (
    select
        respondents.person_id,
        respondents.is_trained,
        labelled.sector,
        labelled.education
    from {{ ref('fct_respondent') }} as respondents
    inner join {{ ref('fct_respondent_en') }} as labelled
        on respondents.person_id = labelled.person_id
    where respondents.is_manager
)

select
    sector,
    education,
    round(100 * estimate, 1) as per_cent,
    round(100 * ci_low, 1) as ci_low,
    round(100 * ci_high, 1) as ci_high,
    n_unweighted,
    round(design_effect, 2) as design_effect
from ({{ survey_share("managers", "is_trained", by=["sector", "education"]) }}) as estimates
order by sector, education
