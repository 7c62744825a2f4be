-- What an attacker reads: every number that may be published (int_disclosure__rows), and whether any published table shows
-- it, or something computed from it.
with

shown as (
    select number_key as number_key
    from {{ ref('pub_estimates') }}
    where coalesce(estimate, std_error, ci_low, ci_high, n_weighted, design_effect, n_unweighted) is not null
    union all
    select number_key as number_key
    from {{ ref('pub_cube') }}
    where coalesce(estimate, std_error, ci_low, ci_high, n_unweighted) is not null
    union all
    select number_key as number_key
    from {{ ref('pub_register_margins') }}
    where coalesce(share_respondents, share_sample, share_weighted) is not null
    union all
    select number_key as number_key
    from {{ ref('pub_response_flow') }}
    where coalesce(value) is not null
    union all
    select number_key as number_key
    from {{ ref('pub_replication') }}
    where coalesce(our_value, our_std_error, our_ci_low, our_ci_high, difference, n_ours) is not null
    union all
    select number_key_a as number_key
    from {{ ref('pub_group_tests') }}
    where coalesce(difference, std_error, ci_low, ci_high) is not null
    union all
    select number_key_b as number_key
    from {{ ref('pub_group_tests') }}
    where coalesce(difference, std_error, ci_low, ci_high) is not null
    union all
    select number_key as number_key
    from {{ ref('pub_key_figures') }}
    where coalesce(estimate, std_error, n_unweighted) is not null
    union all
    select number_key as number_key
    from {{ ref('pub_claims') }}
    where coalesce(our_estimate) is not null
    union all
    select number_key_b as number_key
    from {{ ref('pub_claims') }}
    where coalesce(our_estimate) is not null
),

shown_numbers as (
    select distinct number_key
    from shown
)

select
    rows.number_key,
    rows.outcome_variable,
    rows.domain_id,
    rows.group_variable,
    rows.group_code,
    rows.split_variable,
    rows.split_code,
    rows.outcome_key,
    shown_numbers.number_key is not null as is_shown
from {{ ref('int_disclosure__rows') }} as rows
left join shown_numbers
    on rows.number_key = shown_numbers.number_key
