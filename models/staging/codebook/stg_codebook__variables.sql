-- The questionnaire and the analysis variables, one row per variable.
select
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(source), '') as source,
    nullif(trim(question_number), '') as question_number,
    cast(nullif(trim(item_number), '') as integer) as item_number,
    nullif(trim(block_code), '') as block_code,
    nullif(trim(block_label_da), '') as block_label_da,
    nullif(trim(block_label_en), '') as block_label_en,
    nullif(trim(response_type), '') as response_type,
    nullif(trim(code_list), '') as code_list,
    nullif(trim(scale_direction), '') as scale_direction,
    cast(nullif(trim(min_value), '') as integer) as min_value,
    cast(nullif(trim(max_value), '') as integer) as max_value,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    nullif(trim(question_da), '') as question_da,
    nullif(trim(question_en), '') as question_en,
    nullif(trim(question_variant_da), '') as question_variant_da,
    nullif(trim(question_variant_en), '') as question_variant_en,
    cast(nullif(trim(is_free_text), '') as boolean) as is_free_text,
    nullif(trim(reported_in), '') as reported_in,
    nullif(trim(derived_from), '') as derived_from,
    nullif(trim(derivation), '') as derivation,
    nullif(trim(first_codebook_version), '') as first_codebook_version,
    nullif(trim(last_codebook_version), '') as last_codebook_version,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('codebook_variables') }}
where {{ in_force() }}
