-- Shares (0 to 1), means and regression coefficients of all waves at hand side by side, one row per wave and number,
-- with the change since the wave before that has it. The levels are those of pub_estimates and pub_regression_terms of
-- each wave, rounded and withheld there.
{%- set terms = ref('pub_regression_terms') %}
with

levels as (
    select
        waves.*,
        cast(null as varchar) as stars
    from {{ all_waves(ref('pub_estimates')) }} as waves
    {#- With one wave, coefficients would stand a second time here, beside nothing. -#}
    {%- if var('earlier_waves') %}
    union all by name
    select
        terms.wave,
        terms.figure_id,
        terms.number_key,
        'coefficient' as statistic,
        terms.outcome_variable,
        terms.model_label_da as outcome_label_da,
        terms.model_label_en as outcome_label_en,
        terms.model_id as outcome_key,
        terms.model_sort as outcome_sort,
        terms.variable_name as group_variable,
        terms.variable_label_da as group_label_da,
        terms.variable_label_en as group_label_en,
        terms.level_code as group_code,
        terms.level_label_da as group_value_label_da,
        terms.level_label_en as group_value_label_en,
        100 * terms.term_order + terms.level_sort as group_sort,
        terms.coefficient as estimate,
        terms.std_error,
        terms.ci_low,
        terms.ci_high,
        terms.degrees_of_freedom,
        terms.n_unweighted,
        terms.stars_figures as stars,
        false as is_suppressed,
        terms.provenance,
        terms.is_synthetic
    from {{ all_waves(terms) }} as terms
    where not terms.is_reference
    {%- endif %}
),

since_the_wave_before as (
    select
        changes.*,
        row_number() over (
            partition by changes.number_key, changes.later_wave order by changes.earlier_wave desc
        ) as waves_back
    from {{ ref('est_wave_changes') }} as changes
),

judged as (
    select
        levels.*,
        changes.earlier_wave as previous_wave,
        changes.changed_variables,
        case
            when changes.earlier_wave is null then 'first_wave'
            when changes.verdict = 'compared' and changes.is_suppressed then 'withheld'
            else changes.verdict
        end as change_verdict,
        changes.change,
        changes.std_error as change_std_error,
        changes.ci_low as change_ci_low,
        changes.ci_high as change_ci_high,
        changes.degrees_of_freedom as change_degrees_of_freedom,
        changes.p_value as change_p_value
    from levels
    left join since_the_wave_before as changes
        on
            levels.number_key = changes.number_key
            and levels.wave = changes.later_wave
            and changes.waves_back = 1
)

select
    judged.wave,
    judged.figure_id,
    judged.number_key,
    judged.statistic,
    judged.outcome_variable,
    judged.outcome_label_da,
    judged.outcome_label_en,
    judged.outcome_key,
    judged.outcome_value_label_da,
    judged.outcome_value_label_en,
    judged.outcome_sort,
    judged.group_variable,
    judged.group_label_da,
    judged.group_label_en,
    judged.group_code,
    judged.group_value_label_da,
    judged.group_value_label_en,
    judged.group_sort,
    judged.domain_label_da,
    judged.domain_label_en,
    judged.estimate,
    judged.std_error,
    judged.ci_low,
    judged.ci_high,
    judged.degrees_of_freedom,
    judged.n_unweighted,
    judged.is_suppressed,
    judged.stars,
    judged.provenance,
    judged.previous_wave,
    judged.change_verdict,
    verdicts.label_da as change_verdict_label_da,
    verdicts.label_en as change_verdict_label_en,
    judged.changed_variables,
    {%- set finely = shown_decimals('judged.change_std_error') %}
    {%- for column, decimals in [
        ("change", finely), ("change_std_error", finely), ("change_ci_low", finely), ("change_ci_high", finely),
        ("change_degrees_of_freedom", 1),
    ] %}
    case when judged.change_verdict = 'compared' then round(judged.{{ column }}, {{ decimals }}) end as {{ column }},
    {%- endfor %}
    case
        when judged.change_verdict = 'compared' and judged.change_p_value is not null
            then {{ shown_p_value('judged.change_p_value') }}
    end as change_p_value,
    judged.is_synthetic
from judged
left join {{ ref('stg_reporting__change_verdicts') }} as verdicts
    on judged.change_verdict = verdicts.change_verdict
