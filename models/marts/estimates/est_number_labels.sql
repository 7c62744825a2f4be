-- What each number of a figure is called, one row per number: outcome, value, group and domain in Danish and English.
-- A ticked box is called by its item, not by "selected".
with

labelled as (
    select
        estimates.number_key,
        outcomes.label_da as outcome_label_da,
        outcomes.label_en as outcome_label_en,
        case
            when estimates.statistic = 'mean' then 'Gennemsnit'
            when outcomes.code_list = 'selected' then outcomes.label_da
            else outcome_codes.label_da
        end as outcome_value_label_da,
        case
            when estimates.statistic = 'mean' then 'Mean'
            when outcomes.code_list = 'selected' then outcomes.label_en
            else outcome_codes.label_en
        end as outcome_value_label_en,
        -- Yes/no outcomes say what they measure in the label of their value.
        outcomes.response_type = 'binary' or coalesce(outcomes.code_list = 'selected', false) as is_self_explaining,
        coalesce(outcome_codes.sort_order, 0) as outcome_sort,
        groups.label_da as group_label_da,
        groups.label_en as group_label_en,
        group_codes.label_da as group_value_label_da,
        group_codes.label_en as group_value_label_en,
        coalesce(group_codes.sort_order, 0) as group_sort,
        domains.label_da as domain_label_da,
        domains.label_en as domain_label_en
    from {{ ref('est_figure_estimates') }} as estimates
    inner join {{ ref('dim_variable') }} as outcomes
        on estimates.outcome_variable = outcomes.variable_name
    inner join {{ ref('stg_reporting__domains') }} as domains
        on estimates.domain_id = domains.domain_id
    left join {{ ref('dim_code') }} as outcome_codes
        on
            estimates.outcome_variable = outcome_codes.variable_name
            and estimates.outcome_key = outcome_codes.code
    left join {{ ref('dim_variable') }} as groups
        on estimates.group_variable = groups.variable_name
    left join {{ ref('dim_code') }} as group_codes
        on
            estimates.group_variable = group_codes.variable_name
            and estimates.group_code = group_codes.code
)

select distinct
    number_key,
    outcome_label_da,
    outcome_label_en,
    outcome_value_label_da,
    outcome_value_label_en,
    outcome_sort,
    group_label_da,
    group_label_en,
    group_value_label_da,
    group_value_label_en,
    group_sort,
    domain_label_da,
    domain_label_en,
    case when is_self_explaining then '' else outcome_label_da || ': ' end
    || outcome_value_label_da
    || coalesce(' – ' || group_value_label_da, '') as label_da,
    case when is_self_explaining then '' else outcome_label_en || ': ' end
    || outcome_value_label_en
    || coalesce(' – ' || group_value_label_en, '') as label_en
from labelled
