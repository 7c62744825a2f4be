-- Every variable of the deliveries and the analysis, one row per variable, with labels and question wording.
with

sources as (
    select
        variable_name,
        unnest(string_split(coalesce(derived_from, variable_name), ';')) as source_variable
    from {{ ref('stg_codebook__variables') }}
),

-- A derived variable has no number of its own: readers look for that of the question it was asked in.
asked as (
    select
        sources.variable_name,
        string_agg(distinct delivered.question_number, ';' order by delivered.question_number) as question_numbers
    from sources
    inner join {{ ref('stg_codebook__variables') }} as delivered
        on sources.source_variable = delivered.variable_name
    group by sources.variable_name
)

select
    variables.variable_name,
    variables.source,
    variables.question_number,
    asked.question_numbers,
    variables.item_number,
    variables.block_code,
    variables.block_label_da,
    variables.block_label_en,
    variables.response_type,
    variables.code_list,
    variables.scale_direction,
    variables.min_value,
    variables.max_value,
    variables.label_da,
    variables.label_en,
    variables.question_da,
    variables.question_en,
    variables.question_variant_da,
    variables.question_variant_en,
    variables.is_free_text,
    variables.reported_in,
    variables.derived_from,
    variables.derivation,
    variables.sort_order
from {{ ref('stg_codebook__variables') }} as variables
inner join asked
    on variables.variable_name = asked.variable_name
