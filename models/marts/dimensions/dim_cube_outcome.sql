-- Outcomes of the cube, one row per outcome: the share of some codes of a variable, or its mean.
-- `outcome_index` numbers them 0, 1, ... in the order of presentation.
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
    row_number() over (order by sort_order, code_sort) - 1 as outcome_index,
    outcome_variable || '__' || replace(outcome_key, ';', '_') as outcome_id,
    outcome_variable,
    statistic,
    outcome_key,
    unit,
    domain_id,
    topic_id
from asked
