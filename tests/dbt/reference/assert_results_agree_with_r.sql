{{ config(
    group="survey_microdata",
    enabled=(is_default_delivery() and var("maximum_g_weight") is none),
) }}
-- Every estimate, test, regression term, coefficient of the response model, weighted margin and calibrated weight,
-- before rounding and suppression, is what R's survey package makes of the same respondents: 1e-7 relative. R's results
-- are those of the default delivery without trimming (tests/python/survey_stats/reference/warehouse.R).
-- Differences below 1e-300 are none: p-values so small are no longer exact in either.
{%- set tables = {
    "estimates": {
        "from": ref("est_figure_estimates"), "key": "concat_ws('|', spec_id, group_code, outcome_key)", "estimate": "estimate",
        "same": [
            "std_error", "ci_low", "ci_high", "degrees_of_freedom", "n_unweighted", "n_weighted", "design_effect",
        ],
    },
    "cube": {
        "from": "(select * from " ~ ref("int_estimation__asked") ~ " as asked inner join " ~ ref("est_estimates")
        ~ " as estimates using (number_key) where asked.asked_by = 'cube' and n_unweighted > 0)",
        "key": "concat_ws('|', request_id, group_variable, group_code, split_variable, split_code)",
        "estimate": "estimate", "same": ["std_error", "ci_low", "ci_high", "degrees_of_freedom", "n_unweighted"],
    },
    "tests": {
        "from": ref("est_group_tests"), "key": "test_id", "estimate": "difference",
        "same": ["std_error", "ci_low", "ci_high", "degrees_of_freedom", "p_value", "p_value_holm"],
    },
    "regression_terms": {
        "from": ref("est_regression_terms"), "key": "concat_ws('|', model_id, variable_name, level_code)",
        "estimate": "coefficient",
        "same": ["std_error", "ci_low", "ci_high", "degrees_of_freedom", "p_value", "n_unweighted", "r_squared"],
    },
    "response_model": {
        "from": ref("est_response_model"),
        "key": "concat_ws('|', stratum_code, row_type, variable_name, coalesce(level_code, ''))",
        "estimate": "coefficient",
        "same": ["std_error", "statistic", "degrees_of_freedom", "p_value"],
    },
    "register_margins": {
        "from": ref("est_register_margins"), "key": "concat_ws('|', variable_name, code)",
        "estimate": "share_weighted", "same": [],
    },
    "weights": {
        "from": ref("fit_calibration"), "key": "cast(calibration_cell_id as varchar)",
        "estimate": "calibrated_weight", "same": [],
    },
} %}
with

by_r as (
    select * from read_csv('tests/python/survey_stats/reference/warehouse.csv.gz', all_varchar = true)
),

our_rows as (
    {%- for name, table in tables.items() %}
    select
        '{{ name }}' as result_table,
        {{ table["key"] }} as result_key,
        [
            'estimate'
            {%- for column in table["same"] %},
            '{{ column }}'
            {%- endfor %}
        ] as quantities,
        [
            cast({{ table["estimate"] }} as double)
            {%- for column in table["same"] %},
            cast({{ column }} as double)
            {%- endfor %}
        ] as numbers
    from {{ table["from"] }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

their_rows as (
    {%- for name, table in tables.items() %}
    select
        result_table,
        result_key,
        [
            'estimate'
            {%- for column in table["same"] %},
            '{{ column }}'
            {%- endfor %}
        ] as quantities,
        [
            cast(estimate as double)
            {%- for column in table["same"] %},
            cast({{ column }} as double)
            {%- endfor %}
        ] as numbers
    from by_r
    where result_table = '{{ name }}'
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

ours as (
    select
        result_table,
        result_key,
        unnest(quantities) as quantity,
        unnest(numbers) as value
    from our_rows
),

theirs as (
    select
        result_table,
        result_key,
        unnest(quantities) as quantity,
        unnest(numbers) as value
    from their_rows
),

deviations as (
    select
        coalesce(ours.result_table, theirs.result_table) as result_table,
        coalesce(ours.result_key, theirs.result_key) as result_key,
        coalesce(ours.quantity, theirs.quantity) as quantity,
        ours.value,
        theirs.value as value_by_r
    from ours
    full outer join theirs
        on
            ours.result_table = theirs.result_table
            and ours.result_key = theirs.result_key
            and ours.quantity = theirs.quantity
    where
        ours.result_key is null
        or theirs.result_key is null
        or (ours.value is null) != (theirs.value is null)
        or abs(ours.value - theirs.value) > 1e-7 * abs(theirs.value) + 1e-300
),

summary as (
    select
        count(*) as n_deviations,
        count(distinct result_table || ' ' || result_key) as n_results,
        min(
            result_table || ' ' || result_key || ', ' || quantity || ': ' || coalesce(cast(value as varchar), 'none')
            || ' here, ' || coalesce(cast(value_by_r as varchar), 'none') || ' by R'
        ) as first_deviation
    from deviations
)

-- dbt counts the rows of a test without looking at them: the message has to stand in the filter.
select *
from summary
where
    n_deviations > 0
    and {{ raise_in_sql(
        "n_results || ' results are not those of R (' || first_deviation || '). If deliveries, codebook or figures '"
        " || 'have changed, let R compute them again: make reference. If not, an estimator is wrong.'"
    ) }} is not null
