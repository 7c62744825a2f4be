-- Shares and means of all waves at hand side by side, one row per wave and estimate, each from its own sample and
-- weights, before disclosure control.
select
    waves.wave,
    waves.number_key,
    waves.spec_id,
    waves.figure_id,
    waves.outcome_variable,
    waves.outcome_key,
    waves.statistic,
    waves.group_variable,
    waves.group_code,
    waves.domain_id,
    waves.variance_mode,
    waves.estimate,
    waves.std_error,
    waves.ci_low,
    waves.ci_high,
    waves.degrees_of_freedom,
    waves.n_unweighted,
    waves.n_with_outcome,
    waves.n_weighted,
    waves.design_effect,
    waves.is_suppressed
from {{ all_waves(ref('est_figure_estimates')) }} as waves
