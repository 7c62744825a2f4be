-- What the cube measures, one row per outcome: the variable, the answer counted, the question, who was asked.
with

scales as (
    select
        variable_name,
        min(cast(code as integer)) as lowest,
        max(cast(code as integer)) as highest
    from {{ ref('dim_code') }}
    where
        not is_missing
        and code not like '%;%'
    group by variable_name
)

select
    outcomes.outcome_id,
    outcomes.topic_id,
    topics.slug_da as topic_slug_da,
    topics.slug_en as topic_slug_en,
    topics.label_da as topic_label_da,
    topics.label_en as topic_label_en,
    outcomes.outcome_variable as variable_name,
    variables.label_da as variable_label_da,
    variables.label_en as variable_label_en,
    outcomes.statistic,
    outcomes.outcome_key,
    -- A ticked box is called by its item, not by "selected".
    case
        when outcomes.statistic = 'mean' then 'Gennemsnit'
        when variables.code_list = 'selected' then variables.label_da
        else codes.label_da
    end as value_label_da,
    case
        when outcomes.statistic = 'mean' then 'Mean'
        when variables.code_list = 'selected' then variables.label_en
        else codes.label_en
    end as value_label_en,
    outcomes.unit,
    case when outcomes.statistic = 'mean' then coalesce(variables.min_value, scales.lowest) end as scale_min,
    case when outcomes.statistic = 'mean' then coalesce(variables.max_value, scales.highest) end as scale_max,
    variables.question_numbers,
    variables.item_number,
    variables.question_da,
    variables.question_en,
    variables.block_label_da,
    variables.block_label_en,
    outcomes.domain_id,
    domains.label_da as population_da,
    domains.label_en as population_en,
    cast(topics.sort_order as integer) as topic_sort,
    cast(outcomes.sort_order as integer) as sort_order
from {{ ref('int_estimation__cube_outcomes') }} as outcomes
inner join {{ ref('stg_reporting__cube_topics') }} as topics
    on outcomes.topic_id = topics.topic_id
inner join {{ ref('dim_variable') }} as variables
    on outcomes.outcome_variable = variables.variable_name
inner join {{ ref('stg_reporting__domains') }} as domains
    on outcomes.domain_id = domains.domain_id
left join {{ ref('dim_code') }} as codes
    on
        outcomes.outcome_variable = codes.variable_name
        and outcomes.outcome_key = codes.code
left join scales
    on outcomes.outcome_variable = scales.variable_name
