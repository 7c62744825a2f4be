{{ config(group="survey_microdata") }}
-- Nobody answered completely in a category that is calibrated on: in a small one by chance, and it is left out of the
-- calibration; in one that is too large for chance (see the var), answers or register rows are missing.
with

respondents as (
    select
        stratum_code,
        sum(n_respondents) as n_respondents
    from {{ ref('int_weights__calibration_cells') }}
    group by stratum_code
),

margins as (
    select
        stratum_code,
        variable_name,
        category_code,
        has_respondents,
        counted_n / sum(counted_n) over (partition by stratum_code, variable_name) as share
    from {{ ref('int_weights__margins') }}
)

select
    margins.stratum_code,
    margins.variable_name,
    margins.category_code
from margins
inner join respondents
    on margins.stratum_code = respondents.stratum_code
where
    not margins.has_respondents
    and margins.share > 0
    and power(1 - margins.share, respondents.n_respondents) < {{ var('smallest_chance_of_no_respondents') }}
