-- Every directional claim of the report tested on our figures of the report's wave, one row per claim. `unit` is what
-- the estimate is counted in: shares as fractions where a test or coefficient gave it, points where two printed
-- numbers did.
{%- set in_percent -%}
claims.claim_kind = 'compare' and claims.number_key like '%@%' and claims.number_key not like '%=mean@%'
{%- endset %}
{%- set decimals = shown_decimals('claims.largest_std_error', in_percent) %}
with

coefficients as (
    select
        number_key,
        model_id || '|' || variable_name as variable_key,
        outcome_variable
    from {{ ref('est_regression_terms') }}
),

measured as (
    select
        claims.claim_id,
        coalesce(
            case when tests.outcome_key != 'mean' then 'is_trained' end,
            tests.outcome_variable,
            coefficients.outcome_variable
        ) as outcome_variable
    from {{ in_report_wave(ref('est_claims')) }} as claims
    left join {{ ref('est_group_tests') }} as tests
        on claims.number_key = tests.test_id
    left join coefficients
        on claims.number_key in (coefficients.number_key, coefficients.variable_key)
    group by all
)

select
    claims.wave,
    claims.claim_id,
    claims.number_key,
    claims.number_key_b,
    claims.report_ref,
    descriptions.description_da,
    descriptions.description_en,
    claims.printed_direction,
    claims.printed_significant,
    claims.claim_kind,
    case
        when claims.our_estimate is null then null
        when claims.number_key like 'catalogue:%' then 'courses'
        when {{ in_percent }} then 'percentage_points'
        when claims.number_key like '%@%' and claims.number_key not like '%=mean@%' then 'share'
        when measured.outcome_variable = 'is_trained' then 'share'
        when measured.outcome_variable = 'desire_points' then 'points_0_100'
        when measured.outcome_variable in (
            'accepts_offer', 'offer_attractive', 'makes_difference', 'offer_realistic'
        ) then 'points_0_10'
        when measured.outcome_variable in ('experience_years', 'age_years') then 'years'
        when measured.outcome_variable = 'span_employees' then 'employees'
        else 'points_1_5'
    end as unit,
    round(claims.our_estimate, {{ decimals }}) as our_estimate,
    round(claims.our_std_error, {{ decimals }}) as our_std_error,
    case when claims.p_value is not null then {{ shown_p_value('claims.p_value') }} end as p_value,
    claims.our_direction,
    claims.verdict,
    reasons.reason_da,
    reasons.reason_en,
    cast(substr(claims.claim_id, 2) as integer) as sort_order,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ in_report_wave(ref('est_claims')) }} as claims
left join measured
    on claims.claim_id = measured.claim_id
left join {{ ref('stg_reporting__ledger_reasons') }} as reasons
    on claims.reason_code = reasons.reason_code
left join {{ ref('stg_reporting__claims_map') }} as descriptions
    on claims.claim_id = descriptions.claim_id
