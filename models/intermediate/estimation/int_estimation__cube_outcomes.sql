-- Outcomes of the cube, one row per outcome: the share of some codes of a variable, or its mean.
with

asked as (
    select
        outcomes.outcome_variable,
        outcomes.statistic,
        case
            when outcomes.statistic = 'mean' then 'mean'
            else coalesce(outcomes.outcome_codes, codes.code)
        end as outcome_key,
        outcomes.unit,
        outcomes.domain_id,
        outcomes.topic_id,
        outcomes.sort_order,
        coalesce(codes.sort_order, 0) as code_sort
    from {{ ref('stg_reporting__cube_outcomes') }} as outcomes
    -- What this wave did not ask has no outcome.
    inner join {{ ref('stg_codebook__variables') }} as variables
        on outcomes.outcome_variable = variables.variable_name
    -- No codes asked for: every code that counts in the base of a share.
    left join {{ ref('stg_codebook__codes') }} as codes
        on
            outcomes.statistic = 'share'
            and outcomes.outcome_codes is null
            and variables.code_list = codes.code_list
            and codes.is_in_denominator
)

select
    outcome_variable || '__' || replace(outcome_key, ';', '_') as outcome_id,
    outcome_variable,
    statistic,
    outcome_key,
    unit,
    domain_id,
    topic_id,
    row_number() over (order by sort_order, code_sort) as sort_order
from asked
