-- Estimation cells: persons by answer, calibration cell and, where a scan needs it, a background that the cell does not
-- tell. One row per scan (int_estimation__tables) and combination that occurs. Weights are constant inside a calibration
-- cell, so counts of answers are enough for totals, means, shares and their calibrated variance (docs/statistics.md).
-- One SELECT per scan, written from the requests when the model runs; before they are there, there is none.
{%- set scans = [] %}
{%- if execute and load_relation(ref("int_estimation__tables")) is not none %}
    {%- set scans = run_query(
        "select distinct scan_index, outcome_variable, domain_id, by_variable, carried_variable from "
        ~ ref("int_estimation__tables") ~ " order by scan_index"
    ).rows %}
{%- endif %}
{%- for scan in scans %}
select
    cast({{ scan.scan_index }} as smallint) as scan_index,
    calibration_cell_id,
    {{ scan.by_variable if scan.by_variable != "all" else "cast(null as smallint)" }} as by_code,
    {{ scan.carried_variable if scan.carried_variable != "all" else "cast(null as smallint)" }} as carried_code,
    cast({{ scan.outcome_variable }} as double) as outcome_value,
    cast(count(*) as integer) as n_persons,
    {{ sum_of_marks("person_mark") }} as persons
{%- if scan.domain_id == "sample" %}
from {{ ref('int_sample__persons') }}
where {{ scan.outcome_variable }} is not null
{%- else %}
from {{ ref('int_survey__respondents') }}
where in_{{ scan.domain_id }} and {{ scan.outcome_variable }} is not null
{%- endif %}
group by all
union all
{%- endfor %}
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
