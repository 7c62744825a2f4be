-- The experiment in our own words, one row per text: the opening, one sentence per level of a factor, the questions.
-- The opening and one level of each factor, in order, are what one respondent read.
with

texts as (
    select
        part,
        variable_name,
        code,
        text_da,
        text_en,
        sort_order
    from {{ ref('stg_codebook__vignette_texts') }}
    union all
    select
        'question' as part,
        variable_name,
        null as code,
        question_da as text_da,
        question_en as text_en,
        1000 + sort_order as sort_order
    from {{ ref('dim_variable') }}
    where
        source = 'derived'
        and response_type = 'scale0_10'
)

select
    texts.part,
    case when texts.part = 'level' then texts.variable_name end as factor_variable,
    case when texts.part = 'level' then variables.label_da end as factor_label_da,
    case when texts.part = 'level' then variables.label_en end as factor_label_en,
    texts.code,
    codes.label_da as level_label_da,
    codes.label_en as level_label_en,
    coalesce(texts.code = reference_categories.reference_code, false) as is_reference,
    texts.text_da,
    texts.text_en,
    case when texts.part = 'question' then texts.variable_name end as outcome_variable,
    cast(row_number() over (order by texts.sort_order) as integer) as sort_order
from texts
left join {{ ref('dim_variable') }} as variables
    on texts.variable_name = variables.variable_name
left join {{ ref('dim_code') }} as codes
    on
        texts.variable_name = codes.variable_name
        and texts.code = codes.code
left join {{ ref('stg_codebook__reference_categories') }} as reference_categories
    on texts.variable_name = reference_categories.variable_name
