-- The survey macros on nine persons of two strata, calibrated to gender: missing values are left out, a missing
-- group is a group, one person has no standard error, a share of exactly 0 or 1 no interval, no rows no estimate.
-- Expected by R's survey 4.1-1: svydesign(strata, fpc), calibrate(calfun = "raking"), svymean and svyciprop on
-- subset(), deff = TRUE; for pweight without fpc and calibration, deff = "replace".
{%- set design = {
    "persons": "persons", "cells": "weighted_cells", "components": "components", "constants": "constants",
} %}
{%- set scenarios = {
    "means": [("mean by region", "region", "y"), ("mean without variation", "'all'", "y * 0 + 0.1")],
    "shares": [
        ("share", "'all'", "says_yes"), ("share by region", "region", "says_yes"),
        ("share of all", "'all'", "y > 0"), ("share of none", "'all'", "y < 0"),
    ],
} %}
{%- set compared = ["estimate", "std_error", "ci_low", "ci_high", "n_weighted", "design_effect"] %}
with

persons (person_id, calibration_cell_id) as (
    values ('P1', 0), ('P2', 0), ('P3', 1), ('P4', 1), ('P5', 2), ('P6', 2), ('P7', 2), ('P8', 3), ('P9', 3)
),

weighted_cells (
    calibration_cell_id, stratum_code, n_respondents, stratum_respondents_n, stratum_population_n, base_weight,
    raked_g_weight, g_weight, calibrated_weight
) as (
    values
    (0, '1', 2, 4, 40, 10e0, 1.25e0, 1.25e0, 12.5e0),
    (1, '1', 2, 4, 40, 10e0, 0.75e0, 0.75e0, 7.5e0),
    (2, '2', 3, 5, 100, 20e0, 0.75e0, 0.75e0, 15e0),
    (3, '2', 2, 5, 100, 20e0, 1.375e0, 1.375e0, 27.5e0)
),

-- One indicator per cell here, scaled by the root of n times base weight.
components (calibration_cell_id, component, value) as (
    values (0, 0, 1 / sqrt(20)), (1, 1, 1 / sqrt(20)), (2, 2, 1 / sqrt(60)), (3, 3, 1 / sqrt(40))
),

constants (degrees_of_freedom, t_quantile) as (
    values (7, 2.3646242515927849e0)
),

answers (person_id, region, y, says_yes) as (
    values
    ('P1', 'north', 3, true),
    ('P2', 'north', 5, false),
    ('P3', 'north', null, null),
    ('P4', 'south', 2, false),
    ('P5', 'south', 8, true),
    ('P6', null, 1, true),
    ('P7', null, 4, false),
    ('P8', null, 6, true),
    ('P9', 'east', 6, false)
),

nobody as (
    select * from answers
    where person_id is null
),

{% for statistic, asked in scenarios.items() %}
asked_{{ statistic }} as (
    {%- for scenario, region, outcome in asked %}
    select
        '{{ scenario }}' as scenario,
        person_id,
        {{ region }} as region,
        {{ outcome }} as outcome
    from answers
    {{ "union all" if not loop.last }}
    {%- endfor %}
),
{% endfor %}
found as (
    select * from ({{ survey_mean("asked_means", "outcome", by=["scenario", "region"], design=design) }}) as estimates
    union all
    select *
    from ({{ survey_share("asked_shares", "outcome", by=["scenario", "region"], design=design) }}) as estimates
    union all
    select
        'pweight' as scenario,
        *
    from ({{ survey_mean("answers", "y", by=["region"], mode="pweight", design=design) }}) as estimates
    union all
    select
        'mean' as scenario,
        'all' as region,
        *
    from ({{ survey_mean("answers", "y", design=design) }}) as estimates
    union all
    select
        'nobody' as scenario,
        'all' as region,
        *
    from ({{ survey_mean("nobody", "y", design=design) }}) as estimates
),

expected (scenario, region, estimate, std_error, ci_low, ci_high, n_unweighted, n_weighted, design_effect) as (
    values
    ('mean', 'all', 4.83018867925, 0.641995882987, 3.31210964491, 6.34826771358, 8, 132.5, 0.728219649641),
    ('mean by region', 'north', 4, 0.774596669241, 2.16836993071, 5.83163006929, 2, 25, 0.652173913043),
    ('mean by region', 'south', 6, 1.57291896615, 2.28063766685, 9.71936233315, 2, 22.5, 0.339430894309),
    ('mean by region', 'east', 6, null, null, null, 1, 27.5, null),
    ('mean by region', null, 4.17391304348, 0.983609797832, 1.84804546142, 6.49978062554, 3, 57.5, 0.482550333597),
    ('mean without variation', 'all', 0.1, 0, null, null, 8, 132.5, null),
    ('pweight', 'north', 4, 0.816496580928, 2.06929238340, 5.93070761660, 2, 25, 0.666666666667),
    ('pweight', 'south', 6, 1.88561808316, 1.54122175131, 10.4587782487, 2, 22.5, 0.444444444444),
    ('pweight', 'east', 6, null, null, null, 1, 27.5, null),
    ('pweight', null, 4.17391304348, 1.34644804506, 0.990069342623, 7.35775674433, 3, 57.5, 0.857047289387),
    ('share', 'all', 0.528301886792, 0.203957730887, 0.139193380283, 0.885812458536, 8, 132.5, 1.24359397496),
    ('share by region', 'north', 0.5, 0.387298334621, 0.0250073502991, 0.974992649701, 2, 25, 0.652173913043),
    ('share by region', 'south', 0.66666666667, 0.26215316102, 0.109449693564, 0.970190604725, 2, 22.5, 0.33943089431),
    ('share by region', 'east', 0, null, null, null, 1, 27.5, null),
    ('share by region', null, 0.739130434783, 0.229629040830, 0.144968399400, 0.979316738931, 3, 57.5, 0.577046035806),
    ('share of all', 'all', 1, 0, null, null, 8, 132.5, null),
    ('share of none', 'all', 0, 0, null, null, 8, 132.5, null)
)

select
    coalesce(found.scenario, expected.scenario) as scenario,
    coalesce(found.region, expected.region) as region,
    found.estimate,
    expected.estimate as estimate_expected,
    found.std_error,
    expected.std_error as std_error_expected
from found
full outer join expected
    on
        found.scenario = expected.scenario
        and found.region is not distinct from expected.region
where
    found.scenario is null
    or expected.scenario is null
    or found.n_unweighted != expected.n_unweighted
    or found.degrees_of_freedom != 7
    {%- for column in compared %}
    or (found.{{ column }} is null) != (expected.{{ column }} is null)
    or abs(found.{{ column }} - expected.{{ column }}) > 1e-10 * abs(expected.{{ column }})
    {%- endfor %}
