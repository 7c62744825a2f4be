-- Side by side, a wave shows what it published itself and no more; and no change tells of a number that either of its
-- waves withholds or leaves out, or that the codebook defines otherwise.
with

published as (
    select
        wave,
        number_key,
        estimate
    from {{ ref('pub_estimates') }}
    union all
    select
        wave,
        number_key,
        coefficient as estimate
    from {{ ref('pub_regression_terms') }}
    where not is_reference
),

earlier as (
    select
        wave,
        number_key,
        is_suppressed
    from {{ ref('pub_wave_estimates') }}
)

select
    waves.wave,
    waves.number_key,
    waves.change_verdict
from {{ ref('pub_wave_estimates') }} as waves
left join published as own
    on
        waves.wave = own.wave
        and waves.number_key = own.number_key
left join earlier
    on
        waves.previous_wave = earlier.wave
        and waves.number_key = earlier.number_key
where
    (waves.wave = {{ var('wave') }} and waves.estimate is distinct from own.estimate)
    or (waves.is_suppressed and coalesce(waves.estimate, waves.std_error, waves.ci_low, waves.ci_high) is not null)
    or (
        (waves.is_suppressed or coalesce(earlier.is_suppressed, true) or waves.changed_variables is not null)
        and coalesce(
            waves.change, waves.change_std_error, waves.change_ci_low, waves.change_ci_high, waves.change_p_value
        ) is not null
    )
