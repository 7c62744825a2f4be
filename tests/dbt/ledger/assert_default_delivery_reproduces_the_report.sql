-- The default delivery reproduces the report: no testable claim fails unless the report contradicts it itself (verdict
-- report_inconsistent), and the share of computable printed numbers that come out as printed is not below the committed
-- level. Reference categories (0.00 by definition) are left out: they would only flatter the share. Every printed
-- coefficient lies within half a printed standard error; standard errors are equal at printed precision (two decimals)
-- or within 20 per cent. With another delivery a claim that fails or a number that differs is a finding, which the
-- ledger shows.
{{ config(enabled=is_default_delivery()) }}
select
    'claim ' || claim_id || ' fails' as problem,
    our_estimate as value
from {{ ref('pub_claims') }}
where verdict = 'fails'

union all

select
    'fewer printed numbers are reproduced than {{ var("minimum_share_reproduced") }} of them' as problem,
    count(*) filter (where verdict = 'reproduced') / count(*) as value
from {{ ref('pub_replication') }}
where
    verdict in ('reproduced', 'differs')
    and statistic != 'coef_reference'
having count(*) filter (where verdict = 'reproduced') / count(*) < {{ var('minimum_share_reproduced') }}

union all

select
    'coefficient ' || concat_ws('|', model_id, variable_name, level_code) || ' is not near the printed one' as problem,
    coefficient as value
from {{ ref('pub_regression_terms') }}
where
    printed_std_error is not null
    -- D14: this printed standard error is a misprint and is not compared.
    and not (model_id = 'desire_1' and variable_name = 'education' and level_code = '1')
    and (
        abs(coefficient - printed_coefficient) > 0.5 * printed_std_error
        or (
            abs(std_error - printed_std_error) > 0.005 + 1e-9
            and abs(std_error / printed_std_error - 1) > 0.2
        )
    )
