-- Written by `make models` from the declarations of the published models (meta.shows); change those.
-- What an attacker reads: every number that may be published (int_disclosure__rows), and whether any published table
-- shows it, or something computed from it; and what else decides how much it tells.
with

shown as (
    select number_key
    from {{ ref('pub_archetypes') }}
    where
        wave = {{ var('wave') }}
        and (
            effect_points is not null
            or ci_low is not null
            or ci_high is not null
            or p_value is not null
        )
    union
    select number_key
    from {{ ref('pub_claims') }}
    where
        wave = {{ var('wave') }}
        and (
            our_estimate is not null
            or our_std_error is not null
            or p_value is not null
        )
    union
    select number_key_b as number_key
    from {{ ref('pub_claims') }}
    where
        wave = {{ var('wave') }}
        and (
            our_estimate is not null
            or our_std_error is not null
            or p_value is not null
        )
    union
    select number_key
    from {{ ref('pub_cube') }}
    where
        wave = {{ var('wave') }}
        and (
            estimate is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
        )
    union
    select number_key
    from {{ ref('pub_cube') }}
    where
        wave = {{ var('wave') }}
        and (
            n_unweighted is not null
        )
    union
    select number_key_a as number_key
    from {{ ref('pub_cube_tests') }}
    where
        wave = {{ var('wave') }}
        and (
            difference is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or p_value is not null
        )
    union
    select number_key_b as number_key
    from {{ ref('pub_cube_tests') }}
    where
        wave = {{ var('wave') }}
        and (
            difference is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or p_value is not null
        )
    union
    select number_key
    from {{ ref('pub_estimates') }}
    where
        wave = {{ var('wave') }}
        and (
            estimate is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or n_weighted is not null
            or design_effect is not null
        )
    union
    select number_key
    from {{ ref('pub_estimates') }}
    where
        wave = {{ var('wave') }}
        and (
            n_unweighted is not null
        )
    union
    select number_key
    from {{ ref('pub_frequencies') }}
    where
        wave = {{ var('wave') }}
        and (
            estimate is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
        )
    union
    select number_key
    from {{ ref('pub_frequencies') }}
    where
        wave = {{ var('wave') }}
        and (
            n_unweighted is not null
            or n_with_outcome is not null
        )
    union
    select number_key_a as number_key
    from {{ ref('pub_group_tests') }}
    where
        wave = {{ var('wave') }}
        and (
            difference is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or p_value is not null
        )
    union
    select number_key_b as number_key
    from {{ ref('pub_group_tests') }}
    where
        wave = {{ var('wave') }}
        and (
            difference is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or p_value is not null
        )
    union
    select number_key
    from {{ ref('pub_key_figures') }}
    where
        (
            estimate is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
        )
    union
    select number_key
    from {{ ref('pub_key_figures') }}
    where
        (
            n_unweighted is not null
        )
    union
    select number_key
    from {{ ref('pub_register_margins') }}
    where
        wave = {{ var('wave') }}
        and (
            share_respondents is not null
            or share_sample is not null
            or share_weighted is not null
        )
    union
    select number_key
    from {{ ref('pub_regression_terms') }}
    where
        wave = {{ var('wave') }}
        and (
            coefficient is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or p_value is not null
            or degrees_of_freedom is not null
            or n_unweighted is not null
            or r_squared is not null
        )
    union
    select number_key
    from {{ ref('pub_regression_terms') }}
    where
        wave = {{ var('wave') }}
        and (
            deviation_in_printed_std_errors is not null
        )
    union
    select number_key
    from {{ ref('pub_replication') }}
    where
        wave = {{ var('wave') }}
        and measure <> 'share_population'
        and (
            our_value is not null
            or our_std_error is not null
            or our_ci_low is not null
            or our_ci_high is not null
            or n_ours is not null
            or difference is not null
        )
    union
    select number_key
    from {{ ref('pub_response_flow') }}
    where
        wave = {{ var('wave') }}
        and (
            value is not null
        )
    union
    select number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            sample_n is not null
        )
    union
    select number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            complete_n is not null
        )
    union
    select managers_key as number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            managers_n is not null
        )
    union
    select non_managers_key as number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            non_managers_n is not null
        )
    union
    select partial_key as number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            partial_n is not null
        )
    union
    select no_answer_key as number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            no_answer_n is not null
        )
    union
    select number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            response_rate_gross is not null
        )
    union
    select managers_key as number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            response_rate_net is not null
        )
    union
    select number_key
    from {{ ref('pub_strata') }}
    where
        wave = {{ var('wave') }}
        and (
            sampling_fraction is not null
            or mean_base_weight is not null
        )
    union
    select number_key
    from {{ ref('pub_wave_estimates') }}
    where
        wave = {{ var('wave') }}
        and (
            estimate is not null
            or std_error is not null
            or ci_low is not null
            or ci_high is not null
            or n_unweighted is not null
        )
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
    rows.is_needed,
    rows.guards_nobody,
    rows.is_counted,
    rows.is_answered,
    rows.is_unanswered,
    suppression.decimals as shown_decimals,
    shown.number_key is not null as is_shown
from {{ ref('int_disclosure__rows') }} as rows
inner join {{ ref('fit_suppression') }} as suppression
    on rows.number_key = suppression.number_key
left join shown
    on rows.number_key = shown.number_key
