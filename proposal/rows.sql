-- int_disclosure__rows: two columns more. `decimals` as published (macro `decimals_of` below the same rule as
-- disclosure.rules.decimals); `guards_nobody` from seeds/codebook/codebook_nobody.csv (listed: true).
-- At most three: with four, a share of 5,000 persons tells its count. The standard error is that of fit_estimates,
-- which does not depend on suppression.
select
    rows.*,
    case
        when fitted.std_error > 0
            then cast(greatest(0, least(3, floor(2 - log10(fitted.std_error) + 1e-9))) as integer)
        else 3
    end as decimals,
    nobody.variable_name is not null as guards_nobody
from rows
left join {{ ref('fit_estimates') }} as fitted
    on rows.number_key = fitted.number_key
left join {{ ref('stg_codebook__nobody') }} as nobody
    on rows.outcome_variable = nobody.variable_name
