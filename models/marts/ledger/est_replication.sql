-- The replication ledger: every printed number beside ours, one row per printed number, repetitions included.
-- Reproduced: ours rounds to the printed digits; where the report rounds in words, it lies within the tolerance of
-- the word. A number that the report itself contradicts is named so only if ours differs. The report is about one
-- wave: in any other, nothing of ours stands beside its numbers.
with

compared as (
    select
        published.estimate_id,
        published.report_ref,
        published.section,
        published.statistic,
        published.unit,
        published.printed_text,
        published.printed_value,
        published.printed_std_error,
        published.significance as printed_significance,
        published.n_printed,
        published.duplicate_of,
        map.number_key,
        map.measure,
        map.rule,
        map.printed_decimals,
        map.reason_code,
        ours.value as our_value,
        ours.std_error as our_std_error,
        ours.ci_low as our_ci_low,
        ours.ci_high as our_ci_high,
        ours.n as n_ours,
        ours.is_suppressed,
        -- Half a unit of the last printed digit; the small addend absorbs what binary fractions do to halves.
        coalesce(map.tolerance, 0.5 * power(10, -map.printed_decimals)) + 1e-9 as half_width
    from {{ ref('stg_report__published_estimates') }} as published
    left join {{ ref('stg_reporting__replication_map') }} as map
        on published.estimate_id = map.estimate_id
    left join {{ ref('est_ledger_values') }} as ours
        on
            map.number_key = ours.number_key
            and map.measure = ours.measure
            and {{ var('wave') }} = {{ var('report_wave') }}
),

matched as (
    select
        *,
        case rule
            when 'at_least' then our_value >= printed_value - half_width
            when 'at_most' then our_value <= printed_value + half_width
            else abs(our_value - printed_value) <= half_width
        end as is_match
    from compared
)

select
    {{ var('wave') }} as wave,
    matched.estimate_id,
    matched.report_ref,
    matched.section,
    matched.statistic,
    matched.unit,
    matched.number_key,
    matched.measure,
    matched.printed_text,
    matched.printed_value,
    matched.printed_decimals,
    matched.printed_std_error,
    matched.printed_significance,
    matched.n_printed,
    matched.duplicate_of,
    matched.our_value,
    matched.our_std_error,
    matched.our_ci_low,
    matched.our_ci_high,
    matched.n_ours,
    matched.is_suppressed,
    matched.our_value - matched.printed_value as difference,
    {{ shown_decimals('matched.our_std_error', "matched.unit = 'pct'", 'matched.printed_decimals') }} as our_decimals,
    case
        when matched.number_key is null or {{ var('wave') }} != {{ var('report_wave') }} then 'not_computable'
        -- A verdict on a number that is not shown would tell of it.
        when matched.is_suppressed then 'not_computable'
        when matched.is_match then 'reproduced'
        when matched.reason_code is not null then 'report_inconsistent'
        else 'differs'
    end as verdict,
    case
        when {{ var('wave') }} != {{ var('report_wave') }} then 'other_wave'
        when matched.is_suppressed then 'withheld'
        when not coalesce(matched.is_match, false) then matched.reason_code
    end as reason_code
from matched
