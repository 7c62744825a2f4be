-- Printed regression table, one row per model and term, reference categories included.
select
    cast(nullif(trim(model), '') as integer) as model_number,
    nullif(trim(model_label), '') as model_label,
    nullif(trim(term_group), '') as term_group,
    nullif(trim(term), '') as term_label_da,
    nullif(trim(term_en), '') as term_label_en,
    cast(nullif(trim(coef), '') as double) as printed_coefficient,
    cast(nullif(trim(se), '') as double) as printed_std_error,
    nullif(trim(stars), '') as printed_stars,
    cast(nullif(trim(is_reference), '') as boolean) as is_reference,
    cast(nullif(trim(n), '') as integer) as n_printed,
    cast(nullif(trim(source_line), '') as integer) as source_line,
    nullif(trim(note), '') as note
from {{ ref('regression_motivation') }}
