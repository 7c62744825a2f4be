-- Shares (0 to 1) and means of all waves at hand side by side, one row per wave and estimate, with the change since the
-- wave before that has it. The levels are those of pub_estimates of each wave, rounded and withheld there.
with

levels as (
    select waves.*
    from {{ all_waves(ref('pub_estimates')) }} as waves
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
