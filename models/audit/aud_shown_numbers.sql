-- Written by `make models` from the declarations of the published models (meta.shows); change those.
-- What an attacker reads: every number that may be published (int_disclosure__rows), and whether any published table
-- shows it, or something computed from it.
with

shown as (
    select number_key as number_key
    from {{ ref('pub_archetypes') }}
    where coalesce(
        effect_points,
        p_value,
        figure_id,
        model_id,
        number_key,
        level_code,
        is_above_threshold
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_claims') }}
    where coalesce(
        our_estimate,
        our_std_error,
        p_value
    ) is not null
    union
    select number_key_b as number_key
    from {{ ref('pub_claims') }}
    where coalesce(
        our_estimate,
        our_std_error,
        p_value
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_cube') }}
    where coalesce(
        estimate,
        std_error,
        ci_low,
        ci_high
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_cube') }}
    where coalesce(
        n_unweighted
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_estimates') }}
    where coalesce(
        estimate,
        std_error,
        ci_low,
        ci_high,
        n_weighted,
        design_effect
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_estimates') }}
    where coalesce(
        n_unweighted
    ) is not null
    union
    select number_key_a as number_key
    from {{ ref('pub_group_tests') }}
    where coalesce(
        difference,
        std_error,
        ci_low,
        ci_high,
        p_value
    ) is not null
    union
    select number_key_b as number_key
    from {{ ref('pub_group_tests') }}
    where coalesce(
        difference,
        std_error,
        ci_low,
        ci_high,
        p_value
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_key_figures') }}
    where coalesce(
        estimate,
        std_error,
        ci_low,
        ci_high
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_key_figures') }}
    where coalesce(
        n_unweighted
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_register_margins') }}
    where coalesce(
        share_respondents,
        share_sample,
        share_weighted
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_regression_terms') }}
    where coalesce(
        coefficient,
        std_error,
        ci_low,
        ci_high,
        p_value,
        degrees_of_freedom,
        n_unweighted,
        r_squared
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_replication') }}
    where coalesce(
        our_value,
        our_std_error,
        our_ci_low,
        our_ci_high,
        n_ours,
        difference
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_response_flow') }}
    where coalesce(
        value
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        sample_n
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        complete_n
    ) is not null
    union
    select managers_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        managers_n
    ) is not null
    union
    select non_managers_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        non_managers_n
    ) is not null
    union
    select partial_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        partial_n
    ) is not null
    union
    select no_answer_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        no_answer_n
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        response_rate_gross
    ) is not null
    union
    select managers_key as number_key
    from {{ ref('pub_strata') }}
    where coalesce(
        response_rate_net
    ) is not null
    union
    select number_key as number_key
    from {{ ref('pub_wave_estimates') }}
    where coalesce(
        figure_id,
        statistic,
        outcome_variable,
        outcome_label_da,
        outcome_label_en,
        outcome_key,
        outcome_value_label_da,
        outcome_value_label_en,
        outcome_sort,
        group_variable,
        group_label_da,
        group_label_en,
        group_code,
        group_value_label_da,
        group_value_label_en,
        group_sort,
        domain_label_da,
        domain_label_en,
        estimate,
        std_error,
        ci_low,
        ci_high,
        degrees_of_freedom,
        n_unweighted,
        is_suppressed
    ) is not null
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
    shown.number_key is not null as is_shown
from {{ ref('int_disclosure__rows') }} as rows
left join shown
    on rows.number_key = shown.number_key
