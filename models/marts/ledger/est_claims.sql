-- Every directional claim of the report tested on our figures, one row per claim.
-- `multiplier` turns our difference or coefficient into the claim's order (predictor minus reference group).
-- Holds: the sign is the printed one and, where the report says significant (or not), p < 5 per cent (or not).
-- largest_std_error: of the numbers that the estimate is made of; it says how finely that may be told.
-- The report is about one wave: in any other, no claim of its is tested.
{%- set alpha %}(
    select max(legends.p_below)
    from {{ ref('stg_reporting__significance_legends') }} as legends
    where legends.legend_id = 'figures'
){% endset %}
with

mapped as (
    select
        claims.claim_id,
        claims.report_ref,
        claims.direction,
        claims.significant,
        map.claim_kind,
        map.key_a,
        map.measure_a,
        map.key_b,
        map.measure_b,
        map.multiplier,
        map.reason_code
    from {{ ref('stg_report__directional_claims') }} as claims
    left join {{ ref('stg_reporting__claims_map') }} as map
        on claims.claim_id = map.claim_id
),

ledger_values as (
    select
        number_key,
        measure,
        value,
        std_error
    from {{ ref('est_ledger_values') }}
    where not is_suppressed
),

coefficients as (
    select
        number_key,
        model_id || '|' || variable_name as variable_key,
        coefficient,
        std_error,
        p_value
    from {{ ref('est_regression_terms') }}
    where not is_reference
),

-- Keys of one request and outcome differ in the group or the outcome code: what highest and lowest compare.
siblings as (
    select
        estimates.number_key,
        estimates.estimate,
        others.estimate as other_estimate,
        greatest(estimates.std_error, others.std_error) as largest_std_error
    from {{ ref('est_figure_estimates') }} as estimates
    inner join {{ ref('est_figure_estimates') }} as others
        on
            estimates.spec_id = others.spec_id
            and estimates.number_key != others.number_key
            and not estimates.is_suppressed
            and not others.is_suppressed
            and case
                when estimates.group_variable is null then true
                else estimates.outcome_key = others.outcome_key
            end
),

results as (
    select
        mapped.claim_id,
        mapped.multiplier * tests.difference as our_estimate,
        tests.std_error as our_std_error,
        tests.p_value,
        tests.std_error as largest_std_error
    from mapped
    inner join {{ ref('est_group_tests') }} as tests
        on
            mapped.claim_kind = 'difference'
            and mapped.key_a = tests.test_id
            and not tests.is_suppressed
    union all
    select
        mapped.claim_id,
        mapped.multiplier * coefficients.coefficient as our_estimate,
        coefficients.std_error as our_std_error,
        coefficients.p_value,
        coefficients.std_error as largest_std_error
    from mapped
    inner join coefficients
        on
            mapped.claim_kind = 'coefficient'
            and mapped.key_a = coefficients.number_key
    union all
    -- Two of our own numbers, or one and a constant (a share): the sign of their difference, without a test.
    select
        mapped.claim_id,
        mapped.multiplier * (
            first_values.value - coalesce(
                second_values.value,
                100 * {{ dbt.safe_cast("nullif(replace(mapped.key_b, 'constant:', ''), '')", "double") }}
            )
        ) as our_estimate,
        null as our_std_error,
        null as p_value,
        greatest(first_values.std_error, second_values.std_error) as largest_std_error
    from mapped
    inner join ledger_values as first_values
        on
            mapped.key_a = first_values.number_key
            and mapped.measure_a = first_values.measure
    left join ledger_values as second_values
        on
            mapped.key_b = second_values.number_key
            and mapped.measure_b = second_values.measure
    where
        mapped.claim_kind = 'compare'
        and (second_values.value is not null or mapped.key_b like 'constant:%')
    union all
    -- Distance to the nearest rival: positive when ours is the highest.
    select
        mapped.claim_id,
        min(siblings.estimate - siblings.other_estimate) as our_estimate,
        null as our_std_error,
        null as p_value,
        arg_min(siblings.largest_std_error, siblings.estimate - siblings.other_estimate) as largest_std_error
    from mapped
    inner join siblings
        on mapped.key_a = siblings.number_key
    where mapped.claim_kind = 'highest'
    group by mapped.claim_id
    union all
    select
        mapped.claim_id,
        max(siblings.estimate - siblings.other_estimate) as our_estimate,
        null as our_std_error,
        null as p_value,
        arg_max(siblings.largest_std_error, siblings.estimate - siblings.other_estimate) as largest_std_error
    from mapped
    inner join siblings
        on mapped.key_a = siblings.number_key
    where mapped.claim_kind = 'lowest'
    group by mapped.claim_id
    union all
    -- All groups (* in the key) below a constant share: the largest group's distance to it.
    select
        mapped.claim_id,
        max(estimates.estimate) - max(cast(replace(mapped.key_b, 'constant:', '') as double)) as our_estimate,
        null as our_std_error,
        null as p_value,
        arg_max(estimates.std_error, estimates.estimate) as largest_std_error
    from mapped
    inner join {{ ref('est_figure_estimates') }} as estimates
        on
            estimates.number_key like replace(mapped.key_a, '*', '%')
            and not estimates.is_suppressed
    where mapped.claim_kind = 'all_below'
    group by mapped.claim_id
    union all
    -- No category of a regressor differs from the reference: the smallest p-value, Bonferroni-adjusted.
    select
        mapped.claim_id,
        arg_min(coefficients.coefficient, coefficients.p_value) as our_estimate,
        arg_min(coefficients.std_error, coefficients.p_value) as our_std_error,
        least(1, min(coefficients.p_value) * count(*)) as p_value,
        arg_min(coefficients.std_error, coefficients.p_value) as largest_std_error
    from mapped
    inner join coefficients
        on
            mapped.claim_kind = 'none_significant'
            and mapped.key_a = coefficients.variable_key
    group by mapped.claim_id
    union all
    -- Register variables that all predict response: the largest p-value of their joint tests.
    select
        mapped.claim_id,
        null as our_estimate,
        null as our_std_error,
        max(models.p_value) as p_value,
        null as largest_std_error
    from mapped
    inner join {{ ref('est_response_model') }} as models
        on
            models.row_type = 'joint_test'
            and list_contains(
                string_split(mapped.key_a, ';'), 'wald:' || models.stratum_code || '|' || models.variable_name
            )
    where mapped.claim_kind = 'jointly_significant'
    group by mapped.claim_id
),

judged as (
    select
        mapped.*,
        results.our_estimate,
        results.our_std_error,
        results.p_value,
        results.largest_std_error,
        results.claim_id is not null as is_tested,
        case
            when mapped.claim_kind = 'jointly_significant' then true
            when mapped.direction = '0' or mapped.claim_kind = 'none_significant'
                then coalesce(results.p_value >= {{ alpha }}, false)
            when mapped.direction = '-' then results.our_estimate < 0
            else results.our_estimate > 0
        end as is_direction_right,
        case
            when mapped.significant = 'yes' then coalesce(results.p_value < {{ alpha }}, false)
            when mapped.significant = 'no' then coalesce(results.p_value >= {{ alpha }}, false)
            else true
        end as is_significance_right
    from mapped
    left join results
        on
            mapped.claim_id = results.claim_id
            and {{ var('wave') }} = {{ var('report_wave') }}
)

select
    {{ var('wave') }} as wave,
    judged.claim_id,
    judged.report_ref,
    judged.direction as printed_direction,
    judged.significant as printed_significant,
    judged.claim_kind,
    judged.key_a as number_key,
    case when judged.key_b not like 'constant:%' then judged.key_b end as number_key_b,
    judged.our_estimate,
    judged.our_std_error,
    judged.p_value,
    judged.largest_std_error,
    case
        when not judged.is_tested then null
        when judged.our_estimate > 0 then '+'
        when judged.our_estimate < 0 then '-'
        when judged.our_estimate = 0 then '0'
    end as our_direction,
    case
        when not judged.is_tested then 'not_testable'
        when judged.is_direction_right and judged.is_significance_right then 'holds'
        when judged.reason_code is not null then 'report_inconsistent'
        else 'fails'
    end as verdict,
    case
        when judged.is_tested and judged.is_direction_right and judged.is_significance_right then null
        when {{ var('wave') }} != {{ var('report_wave') }} then 'other_wave'
        when not judged.is_tested and judged.claim_kind != 'not_testable' then 'withheld'
        else judged.reason_code
    end as reason_code
from judged
