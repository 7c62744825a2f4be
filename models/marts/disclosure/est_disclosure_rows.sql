-- What an attacker reads: every row that may be published (int_disclosure__rows), and whether any published table shows
-- a number of it. A number repeated elsewhere (ledger, tests, claims, key figures) counts as shown wherever it stands.
with

shown as (
    select
        'estimates' as row_group,
        estimate_key as row_key
    from {{ ref('pub_estimates') }}
    where coalesce(estimate, std_error, ci_low, ci_high, n_weighted, design_effect, n_unweighted) is not null
    union all
    select
        'cube' as row_group,
        concat_ws(
            '|',
            outcome_id,
            coalesce(group_variable, 'all'),
            group_code,
            coalesce(split_variable, 'all'),
            split_code
        ) as row_key
    from {{ ref('pub_cube') }}
    where coalesce(estimate, std_error, ci_low, ci_high, n_unweighted) is not null
    union all
    select
        'margins' as row_group,
        variable_name || '|' || category_code as row_key
    from {{ ref('pub_register_margins') }}
    where coalesce(share_respondents, share_sample, share_weighted) is not null
    union all
    select
        'flow' as row_group,
        stratum_code || '|' || measure_id as row_key
    from {{ ref('pub_response_flow') }}
    where value is not null
    union all
    select
        'flow' as row_group,
        stratum_code || '|' || measure_id as row_key
    from (
        unpivot (
            select
                stratum_code,
                sample_n,
                complete_n,
                managers_n,
                non_managers_n,
                partial_n,
                no_answer_n
            from {{ ref('pub_strata') }}
        )
        on columns(* exclude (stratum_code))
        into name measure_id value measure_value
    ) as strata
    union all
    select
        'estimates' as row_group,
        replace(substr(ledger.ledger_key, len('estimate:') + 1), '0_complement', '1') as row_key
    from {{ ref('pub_replication') }} as published
    inner join {{ ref('est_replication') }} as ledger
        on published.estimate_id = ledger.estimate_id
    where
        ledger.ledger_key like 'estimate:%'
        and coalesce(
            published.our_value, published.our_std_error, published.our_ci_low, published.our_ci_high,
            published.difference, published.n_ours
        ) is not null
    union all
    -- A difference of two estimates tells of both.
    select
        'estimates' as row_group,
        tests.spec_id || '|' || unnest([tests.group_code_a, tests.group_code_b]) || '|' || tests.outcome_key as row_key
    from {{ ref('pub_group_tests') }} as published
    inner join {{ ref('stg_reporting__tests') }} as tests
        on published.test_id = tests.test_id
    where coalesce(published.difference, published.std_error, published.ci_low, published.ci_high) is not null
    union all
    select
        'estimates' as row_group,
        figures.estimate_key as row_key
    from {{ ref('pub_key_figures') }} as published
    inner join {{ ref('stg_reporting__key_figures') }} as figures
        on published.key_figure_id = figures.key_figure_id
    where coalesce(published.estimate, published.std_error, published.n_unweighted) is not null
    union all
    select
        'estimates' as row_group,
        substr(unnest([claims.key_a, map.key_b]), len('estimate:') + 1) as row_key
    from {{ ref('pub_claims') }} as published
    inner join {{ ref('est_claims') }} as claims
        on published.claim_id = claims.claim_id
    inner join {{ ref('stg_reporting__claims_map') }} as map
        on published.claim_id = map.claim_id
    where
        claims.claim_kind in ('compare', 'highest', 'lowest')
        and published.our_estimate is not null
),

shown_rows as (
    select distinct
        row_group,
        row_key
    from shown
)

select
    rows.row_group,
    rows.row_key,
    rows.outcome_variable,
    rows.domain_id,
    rows.group_variable,
    rows.group_code,
    rows.split_variable,
    rows.split_code,
    rows.outcome_key,
    shown_rows.row_key is not null as is_shown
from {{ ref('int_disclosure__rows') }} as rows
left join shown_rows
    on
        rows.row_group = shown_rows.row_group
        and rows.row_key = shown_rows.row_key
