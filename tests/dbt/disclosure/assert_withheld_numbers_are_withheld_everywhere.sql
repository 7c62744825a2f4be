-- A withheld estimate shows no number in any published table, the ledger included.
select number_key as key
from {{ ref('pub_estimates') }}
where
    is_suppressed
    and coalesce(estimate, std_error, ci_low, ci_high, n_weighted, design_effect, n_unweighted) is not null
union all
select estimate_id as key
from {{ ref('pub_replication') }}
where
    is_suppressed
    and coalesce(our_value, our_std_error, our_ci_low, our_ci_high, difference, n_ours) is not null
union all
select test_id as key
from {{ ref('pub_group_tests') }}
where
    is_suppressed
    and coalesce(difference, std_error, ci_low, ci_high, p_value, p_value_holm) is not null
union all
select outcome_id as key
from {{ ref('pub_cube') }}
where
    is_suppressed
    and coalesce(estimate, std_error, ci_low, ci_high, n_unweighted) is not null
union all
select variable_name || ' ' || category_code as key
from {{ ref('pub_register_margins') }}
where
    is_suppressed
    and coalesce(share_respondents, share_sample, share_weighted) is not null
union all
-- The verdict on a withheld number would tell of it.
select estimate_id as key
from {{ ref('pub_replication') }}
where
    is_suppressed
    and (verdict != 'not_computable' or reason_en is null)
union all
select claim_id as key
from {{ ref('pub_claims') }}
where
    verdict = 'not_testable'
    and coalesce(our_estimate, our_std_error, p_value) is not null
