-- Changes between waves, later minus earlier, one row per number and pair of waves that have it: shares, means and
-- regression coefficients. Waves are independent samples, so variances add up. `changed_variables` names the variables
-- behind the number that the codebook defines otherwise in the two waves (reworded, other codes, other groups, asked of
-- others, or only there in one): with any, the two numbers are not comparable, and there is no change.
with

definitions as (
    select
        waves.wave,
        waves.spec_id,
        waves.variable_name,
        waves.definition
    from {{ all_waves(ref('est_estimate_definitions')) }} as waves
),

pairs as (
    select
        earlier.wave as earlier_wave,
        later.wave as later_wave,
        later.number_key,
        later.spec_id,
        earlier.estimate as earlier_estimate,
        later.estimate as later_estimate,
        earlier.is_suppressed or later.is_suppressed as is_suppressed
    from {{ ref('est_wave_estimates') }} as earlier
    inner join {{ ref('est_wave_estimates') }} as later
        on
            earlier.number_key = later.number_key
            and earlier.wave < later.wave
),

-- Variables of either wave, whether the other has them or not.
named as (
    select distinct
        pairs.earlier_wave,
        pairs.later_wave,
        pairs.spec_id,
        definitions.variable_name
    from pairs
    inner join definitions
        on
            pairs.spec_id = definitions.spec_id
            and definitions.wave in (pairs.earlier_wave, pairs.later_wave)
),

changed as (
    select named.*
    from named
    left join definitions as earlier
        on
            named.earlier_wave = earlier.wave
            and named.spec_id = earlier.spec_id
            and named.variable_name = earlier.variable_name
    left join definitions as later
        on
            named.later_wave = later.wave
            and named.spec_id = later.spec_id
            and named.variable_name = later.variable_name
    where earlier.definition is distinct from later.definition
),

lists as (
    select
        earlier_wave,
        later_wave,
        spec_id,
        string_agg(variable_name, ';' order by variable_name) as changed_variables
    from changed
    group by earlier_wave, later_wave, spec_id
)

select
    pairs.earlier_wave,
    pairs.later_wave,
    pairs.number_key,
    pairs.spec_id,
    case when lists.changed_variables is null then 'compared' else 'definition_changed' end as verdict,
    lists.changed_variables,
    case when lists.changed_variables is null then pairs.later_estimate - pairs.earlier_estimate end as change,
    {%- for column in ["std_error", "ci_low", "ci_high", "degrees_of_freedom", "p_value"] %}
    case when lists.changed_variables is null then changes.{{ column }} end as {{ column }},
    {%- endfor %}
    pairs.is_suppressed
from pairs
left join lists
    on
        pairs.earlier_wave = lists.earlier_wave
        and pairs.later_wave = lists.later_wave
        and pairs.spec_id = lists.spec_id
left join {{ ref('fit_wave_changes') }} as changes
    on
        pairs.earlier_wave = changes.earlier_wave
        and pairs.later_wave = changes.later_wave
        and pairs.number_key = changes.number_key
