-- Printed regression table, one row per model and term, reference categories included.
select
    cast({{ trimmed("model") }} as integer) as model_number,
    {{ trimmed("model_label") }} as model_label,
    {{ trimmed("term_group") }} as term_group,
    {{ trimmed("term") }} as term_label_da,
    {{ trimmed("term_en") }} as term_label_en,
    cast({{ trimmed("coef") }} as double) as printed_coefficient,
    cast({{ trimmed("se") }} as double) as printed_std_error,
    {{ trimmed("stars") }} as printed_stars,
    cast({{ trimmed("is_reference") }} as boolean) as is_reference,
    cast({{ trimmed("n") }} as integer) as n_printed,
    cast({{ trimmed("source_line") }} as integer) as source_line,
    {{ trimmed("note") }} as note
from {{ ref('regression_motivation') }}
