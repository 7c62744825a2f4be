{#-
    Persons by answer, calibration cell and background, for some scans of one table of persons: the rows of
    int_estimation__cells, as a query. `scans` are rows of int_estimation__tables: scan_index, outcome_variable, by_variable,
    carried_variable, domain_id. `persons` is the table, which has a column in_<domain> per domain if `has_domains`.

    DuckDB reads a few columns of a table in no time, and is asked once for each scan. Spark plans each query for longer than
    it takes to count, so there every person is unfolded into a row for each scan, once.
-#}
{% macro counts_of_scans(scans, persons, has_domains=true) -%}
{{ adapter.dispatch("counts_of_scans")(scans, persons, has_domains) }}
{%- endmacro %}

{% macro duckdb__counts_of_scans(scans, persons, has_domains) -%}
{%- for scan in scans %}
select
    cast({{ scan.scan_index }} as smallint) as scan_index,
    calibration_cell_id,
    {{ scan.by_variable if scan.by_variable != "all" else "cast(null as smallint)" }} as by_code,
    {{ scan.carried_variable if scan.carried_variable != "all" else "cast(null as smallint)" }} as carried_code,
    cast({{ scan.outcome_variable }} as double) as outcome_value,
    cast(count(*) as integer) as n_persons,
    {{ sum_of_marks("person_mark") }} as persons
from {{ persons }}
where {% if has_domains %}in_{{ scan.domain_id }} and {% endif %}{{ scan.outcome_variable }} is not null
group by all
{{ "union all" if not loop.last }}
{%- endfor %}
{%- endmacro %}

{% macro default__counts_of_scans(scans, persons, has_domains) -%}
select
    scan_index,
    calibration_cell_id,
    by_code,
    carried_code,
    outcome_value,
    cast(count(*) as integer) as n_persons,
    {{ sum_of_marks("person_mark") }} as persons
from (
    select
        calibration_cell_id,
        person_mark,
        inline(array(
            {%- for scan in scans %}
            named_struct(
                'scan_index', cast({{ scan.scan_index }} as smallint),
                'by_code', cast({{ scan.by_variable if scan.by_variable != "all" else "null" }} as smallint),
                'carried_code', cast({{ scan.carried_variable if scan.carried_variable != "all" else "null" }} as smallint),
                'outcome_value', cast(
                    {%- if has_domains %}case when in_{{ scan.domain_id }} then {{ scan.outcome_variable }} end
                    {%- else %}{{ scan.outcome_variable }}{% endif %} as double)
            ){{ "," if not loop.last }}
            {%- endfor %}
        )) as (scan_index, by_code, carried_code, outcome_value)
    from {{ persons }}
) as unfolded
where outcome_value is not null
group by scan_index, calibration_cell_id, by_code, carried_code, outcome_value
{%- endmacro %}
