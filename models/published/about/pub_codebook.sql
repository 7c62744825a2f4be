-- The questionnaire and the analysis variables with their answer codes, who was asked and where they are used, one
-- row per variable and code.
with

-- Codes that a recode keeps. A condition on all of them is no condition among managers.
kept as (
    select
        source_variable,
        string_agg(source_code, ';' order by source_code) as codes
    from {{ ref('stg_codebook__recodes') }}
    group by variable_name, source_variable
),

condition_codes as (
    select
        variable_name,
        condition_variable,
        condition_codes,
        unnest(string_split(condition_codes, ';')) as code
    from {{ ref('stg_codebook__routing') }}
),

conditions as (
    select
        condition_codes.variable_name,
        condition_codes.condition_variable || '=' || condition_codes.condition_codes as condition,
        coalesce(bool_or(kept.codes is not null), false) as is_met_by_all,
        'på »' || variables.label_da || '« svarede »'
        || string_agg(codes.label_da, '« eller »' order by codes.sort_order) || '«' as condition_da,
        '“' || string_agg(codes.label_en, '” or “' order by codes.sort_order)
        || '” to “' || variables.label_en || '”' as condition_en,
        variables.sort_order
    from condition_codes
    inner join {{ ref('dim_variable') }} as variables
        on condition_codes.condition_variable = variables.variable_name
    inner join {{ ref('dim_code') }} as codes
        on
            condition_codes.condition_variable = codes.variable_name
            and condition_codes.code = codes.code
    left join kept
        on
            condition_codes.condition_variable = kept.source_variable
            and condition_codes.condition_codes = kept.codes
    group by
        condition_codes.variable_name,
        condition_codes.condition_variable,
        condition_codes.condition_codes,
        variables.label_da,
        variables.label_en,
        variables.sort_order
),

routing as (
    select
        conditions.variable_name,
        string_agg(conditions.condition, ' and ' order by conditions.sort_order) as routing,
        coalesce(
            'ledere, der ' || string_agg(conditions.condition_da, ' og ' order by conditions.sort_order)
                filter (where not conditions.is_met_by_all),
            max(everybody.label_da)
        ) as routing_da,
        coalesce(
            'managers who answered ' || string_agg(conditions.condition_en, ' and ' order by conditions.sort_order)
                filter (where not conditions.is_met_by_all),
            max(everybody.label_en)
        ) as routing_en
    from conditions
    cross join {{ ref('stg_reporting__domains') }} as everybody
    where everybody.domain_id = 'all_managers'
    group by conditions.variable_name
),

-- A delivered variable is used where a variable made from it is.
uses as (
    select
        figure_id,
        variable_name
    from {{ ref('pub_figure_sources') }}
    where role != 'filter'
    union
    select
        figure_id,
        source_variable as variable_name
    from {{ ref('pub_figure_sources') }}
    where role != 'filter'
),

figures as (
    select
        uses.variable_name,
        string_agg(uses.figure_id, ';' order by figures.sort_order) as figure_ids
    from uses
    inner join {{ ref('stg_reporting__figures') }} as figures
        on uses.figure_id = figures.figure_id
    group by uses.variable_name
),

topics as (
    select
        outcome_variable as variable_name,
        min(topic_id) as cube_topic_id
    from {{ ref('int_estimation__cube_outcomes') }}
    group by outcome_variable
)

select
    variables.variable_name,
    variables.source,
    variables.question_number,
    variables.item_number,
    variables.question_numbers,
    variables.block_code,
    variables.block_label_da,
    variables.block_label_en,
    variables.label_da,
    variables.label_en,
    variables.question_da,
    variables.question_en,
    variables.question_variant_da,
    variables.question_variant_en,
    variables.response_type,
    variables.scale_direction,
    variables.derived_from,
    variables.derivation,
    routing.routing,
    routing.routing_da,
    routing.routing_en,
    variables.reported_in,
    figures.figure_ids,
    topics.cube_topic_id,
    codes.code,
    codes.label_da as code_label_da,
    codes.label_en as code_label_en,
    codes.is_missing,
    cast(variables.sort_order as integer) as variable_sort,
    cast(codes.sort_order as integer) as code_sort
from {{ ref('dim_variable') }} as variables
left join {{ ref('dim_code') }} as codes
    on variables.variable_name = codes.variable_name
left join routing
    on variables.variable_name = routing.variable_name
left join figures
    on variables.variable_name = figures.variable_name
left join topics
    on variables.variable_name = topics.variable_name
