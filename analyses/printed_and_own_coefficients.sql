-- Appendix table 1.2, model 3: printed coefficients beside ours, furthest apart first.
select
    variable_label_en,
    level_label_en,
    printed_coefficient,
    round(coefficient, 2) as coefficient,
    printed_std_error,
    round(std_error, 2) as std_error,
    printed_stars,
    stars_appendix as stars,
    deviation_in_printed_std_errors
from {{ ref('pub_regression_terms') }}
where
    model_id = 'desire_3'
    and printed_coefficient is not null
order by abs(deviation_in_printed_std_errors) desc
