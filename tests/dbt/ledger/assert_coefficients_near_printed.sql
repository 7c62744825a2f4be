-- Every printed coefficient within half a printed standard error; standard errors equal at printed precision
-- (two decimals) or within 20 per cent. D14: one printed standard error is a misprint and is not compared.
-- The default delivery is drawn so; with another one a deviation is a finding, which the ledger shows.
select
    model_id,
    variable_name,
    level_code,
    coefficient,
    printed_coefficient,
    std_error,
    printed_std_error
from {{ ref('pub_regression_terms') }}
where
    {{ is_default_delivery() }}
    and printed_std_error is not null
    and not (model_id = 'desire_1' and variable_name = 'education' and level_code = '1')
    and (
        abs(coefficient - printed_coefficient) > 0.5 * printed_std_error
        or (
            abs(std_error - printed_std_error) > 0.005 + 1e-9
            and abs(std_error / printed_std_error - 1) > 0.2
        )
    )
