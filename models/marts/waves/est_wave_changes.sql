-- Changes between waves, later minus earlier, one row per estimate and pair of waves that have it. Waves are
-- independent samples, so variances add up. Estimates that are not defined alike in both waves have no change.
select
    pairs.earlier_wave,
    pairs.later_wave,
    pairs.number_key,
    pairs.spec_id,
    case when pairs.changed_variables is null then 'compared' else 'definition_changed' end as verdict,
    pairs.changed_variables,
    case when pairs.changed_variables is null then pairs.later_estimate - pairs.earlier_estimate end as change,
    {%- for column in ["std_error", "ci_low", "ci_high", "degrees_of_freedom", "p_value"] %}
    case when pairs.changed_variables is null then changes.{{ column }} end as {{ column }},
    {%- endfor %}
    pairs.is_suppressed
from {{ ref('est_wave_pairs') }} as pairs
left join {{ ref('fit_wave_changes') }} as changes
    on
        pairs.earlier_wave = changes.earlier_wave
        and pairs.later_wave = changes.later_wave
        and pairs.number_key = changes.number_key
