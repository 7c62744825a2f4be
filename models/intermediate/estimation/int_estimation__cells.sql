-- Estimation cells: persons by answer, calibration cell and, where a scan needs it, a background that the cell does
-- not tell. One row per scan (int_estimation__tables) and combination that occurs. Weights are constant inside a
-- calibration cell, so counts of answers are enough for totals, means, shares and their calibrated variance
-- (docs/statistics.md). One SELECT per scan, written from the requests when the model runs; before they are there,
-- there is none.
{%- set scans = [] %}
{%- if execute and load_relation(ref("int_estimation__tables")) is not none %}
    {%- set scans = run_query(
        "select distinct scan_index, outcome_variable, domain_id, by_variable, carried_variable from "
        ~ ref("int_estimation__tables") ~ " order by scan_index"
    ).rows %}
{%- endif %}
{%- set of_sample = scans | selectattr("domain_id", "equalto", "sample") | list %}
{%- set of_respondents = scans | rejectattr("domain_id", "equalto", "sample") | list %}
{%- if of_sample %}
{{ counts_of_scans(of_sample, ref("int_sample__persons"), has_domains=false) }}
union all
{%- endif %}
{%- if of_respondents %}
{{ counts_of_scans(of_respondents, ref("int_survey__respondents")) }}
union all
{%- endif %}
select
    cast(0 as smallint) as scan_index,
    calibration_cell_id,
    cast(0 as smallint) as by_code,
    cast(0 as smallint) as carried_code,
    cast(0 as double) as outcome_value,
    cast(0 as integer) as n_persons,
    person_mark as persons
from {{ ref('int_survey__respondents') }}
where false
-- depends_on: {{ ref('int_estimation__tables') }}
-- depends_on: {{ ref('int_sample__persons') }}
