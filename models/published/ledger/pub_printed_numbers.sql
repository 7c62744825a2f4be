-- Numbers that the report prints and that come out here too, one row per number key.
-- The cube may ask for a printed number in other words (the codes 1 and 2 of the training status are the trained
-- managers) or of a domain that is the same persons: of equal groups, with equal estimate, error and persons, it is the
-- same number, and as printed.
with

printed as (
    select
        number_key,
        min(report_ref) as report_ref
    from {{ ref('est_replication') }}
    where
        verdict = 'reproduced'
        and statistic != 'n'
    group by number_key
)

select
    number_key,
    report_ref
from printed

union all

select
    others.number_key,
    min(known.report_ref) as report_ref
from printed as known
inner join {{ ref('est_estimates') }} as estimates
    on known.number_key = estimates.number_key
inner join {{ ref('est_estimates') }} as others
    on
        estimates.statistic = others.statistic
        and estimates.group_variable = others.group_variable
        and estimates.group_code = others.group_code
        and estimates.split_variable = others.split_variable
        and estimates.split_code = others.split_code
        and estimates.n_unweighted = others.n_unweighted
        -- sums over other cells differ in their last binary digits
        and abs(estimates.estimate - others.estimate) < 1e-9
        and abs(estimates.std_error - others.std_error) < 1e-9
        -- equal by chance, where nothing is estimated
        and estimates.std_error > 0
where others.number_key not in (select printed.number_key from printed)
group by others.number_key
