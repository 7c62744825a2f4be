-- The questionnaire and the analysis variables, one row per variable.
select
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("source") }} as source,
    {{ trimmed("question_number") }} as question_number,
    cast({{ trimmed("item_number") }} as integer) as item_number,
    {{ trimmed("block_code") }} as block_code,
    {{ trimmed("block_label_da") }} as block_label_da,
    {{ trimmed("block_label_en") }} as block_label_en,
    {{ trimmed("response_type") }} as response_type,
    {{ trimmed("code_list") }} as code_list,
    {{ trimmed("scale_direction") }} as scale_direction,
    cast({{ trimmed("min_value") }} as integer) as min_value,
    cast({{ trimmed("max_value") }} as integer) as max_value,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("question_da") }} as question_da,
    {{ trimmed("question_en") }} as question_en,
    {{ trimmed("question_variant_da") }} as question_variant_da,
    {{ trimmed("question_variant_en") }} as question_variant_en,
    cast({{ trimmed("is_free_text") }} as boolean) as is_free_text,
    {{ trimmed("reported_in") }} as reported_in,
    {{ trimmed("derived_from") }} as derived_from,
    {{ trimmed("derivation") }} as derivation,
    {{ trimmed("first_codebook_version") }} as first_codebook_version,
    {{ trimmed("last_codebook_version") }} as last_codebook_version,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('codebook_variables') }}
where {{ in_force() }}
