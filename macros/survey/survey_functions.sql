{#-
    Table macros of the database itself, so that every client has survey statistics without dbt (docs/analysts.md):

        from survey_share(is_trained, by := ['sector', 'education'])

    survey_share, survey_mean, survey_total and survey_difference are for analysts; survey_cells, survey_errors,
    survey_estimates and survey_p_value are their parts. Formulas stand in docs/statistics.md; the numbers are those of the
    fits (tests/python/manager_survey/test_functions.py). Called in dbt_project.yml (on-run-end) when the weights were built.
    DuckDB puts a parameter in the place of every column of its name: columns here begin with survey_.
-#}
{% macro survey_functions(results) -%}
    {%- set ns = namespace(is_built=false) %}
    {%- for result in results if result.node.name == "fit_design" and result.status == "success" %}
        {%- set ns.is_built = true %}
    {%- endfor %}
    {#- Not where the persons lie elsewhere (docs/scale.md). -#}
    {%- set persons = adapter.get_relation(database=target.database, schema="marts", identifier="fct_respondent") %}
    {%- if execute and ns.is_built and persons is not none %}
        {{ return(adapter.dispatch("survey_functions_of")()) }}
    {%- endif %}
{%- endmacro %}

{#- Other engines have no table macros. -#}
{% macro default__survey_functions_of() -%}{%- endmacro %}

{% macro duckdb__survey_functions_of() -%}
{#- Names of the columns in `by` that the relation has; survey_all, one value for all, is always among them. -#}
{%- set groups = "columns(lambda survey_name: list_contains(list_concat(\"by\", ['survey_all']), survey_name))" %}

-- Members with a known outcome by group and calibration cell; of nobody, or without weight, nothing.
create or replace macro main.survey_cells(outcome, "by", domain, relation, population) as table
with

survey_rows as (
    select
        person_id as survey_person,
        struct_pack(*{{ groups }}) as survey_group,
        json_array(*{{ groups }}) ->> '$[*]' as survey_values,
        -- Not DuckDB's words, which quote the text that is no number.
        case
            when outcome is null or try_cast(outcome as double) is not null then try_cast(outcome as double)
            else error('survey functions: the outcome is a text; give a column or an expression, without quotes')
        end as survey_y
    from (select *, 'all' as survey_all from query_table(relation)) as survey_relation
    where domain
),

survey_members as (
    select
        survey_person,
        survey_group,
        survey_values[:-2] as survey_values,
        case
            when len(survey_values) = len("by") + 1 then survey_y
            else error('survey functions: `by` names a column that the relation lacks, or one twice')
        end as survey_y
    from survey_rows
)

select
    survey_members.survey_group,
    survey_members.survey_values,
    persons.calibration_cell_id as survey_cell,
    count(*) as survey_n,
    count(distinct survey_person) as survey_persons,
    avg(survey_y) as survey_mean,
    -- Infinity less itself is no number, and no number is not zero: neither has a variance, which would raise.
    var_pop(case when survey_y - survey_y = 0 then survey_y end) as survey_variance,
    min(survey_y) as survey_smallest,
    max(survey_y) as survey_largest,
    sum(case when survey_y - survey_y = 0 then 0 else 1 end) as survey_infinite,
    sum(case when survey_y in (0, 1) then 0 else 1 end) as survey_not_binary
from survey_members
left join marts.fct_respondent as persons
    on survey_members.survey_person = persons.person_id
where
    survey_y is not null
    and case population
        when 'managers' then persons.is_manager is distinct from false
        when 'respondents' then true
        else error('survey functions: population is ''managers'' or ''respondents''')
    end
group by all;

-- Variance of the total of scores: lines of `survey_result`, `survey_cell`, members n, their score and its spread.
create or replace macro main.survey_errors(lines, mode) as table
with

survey_coefficients as (
    select
        lines.survey_result,
        components.component,
        sum(
            components.value * cells.base_weight * (cells.g_weight / cells.raked_g_weight)
            * lines.survey_n * lines.survey_score
        ) as coefficient
    from query_table(lines) as lines
    inner join marts.fit_calibration as cells
        on lines.survey_cell = cells.calibration_cell_id
    inner join marts.fit_calibration_components as components
        on lines.survey_cell = components.calibration_cell_id
    where mode = 'calibrated'
    group by lines.survey_result, components.component
),

survey_explained as (
    select
        survey_coefficients.survey_result,
        components.calibration_cell_id,
        sum(components.value * survey_coefficients.coefficient) as explained
    from survey_coefficients
    inner join marts.fit_calibration_components as components
        on survey_coefficients.component = components.component
    group by survey_coefficients.survey_result, components.calibration_cell_id
),

-- u = w z of the members of a cell: their sum, and the sum of its squares.
survey_totals as (
    select
        lines.survey_result,
        lines.survey_cell,
        sum(lines.survey_n * cells.calibrated_weight * lines.survey_score) as total,
        sum(
            power(cells.calibrated_weight, 2) * (lines.survey_spread + lines.survey_n * power(lines.survey_score, 2))
        ) as squares
    from query_table(lines) as lines
    inner join marts.fit_calibration as cells
        on lines.survey_cell = cells.calibration_cell_id
    group by lines.survey_result, lines.survey_cell
),

-- What is explained of z, w0 x'B with w0 the weight before trimming, is taken from every respondent of the cell.
survey_parts as (
    select
        survey_results.survey_result,
        cells.stratum_code,
        cells.n_respondents,
        cast(cells.stratum_respondents_n as double) as stratum_n,
        case mode
            when 'calibrated' then 1 - cast(cells.stratum_respondents_n as double) / cells.stratum_population_n
            when 'pweight' then 1
            else error('survey functions: mode is ''calibrated'' or ''pweight''')
        end as unsampled,
        coalesce(survey_totals.total, 0) as total,
        coalesce(survey_totals.squares, 0) as squares,
        cells.base_weight * cells.raked_g_weight * coalesce(survey_explained.explained, 0) as explained
    from (select distinct survey_result from survey_totals) as survey_results
    cross join marts.fit_calibration as cells
    left join survey_explained
        on
            survey_results.survey_result = survey_explained.survey_result
            and cells.calibration_cell_id = survey_explained.calibration_cell_id
    left join survey_totals
        on
            survey_results.survey_result = survey_totals.survey_result
            and cells.calibration_cell_id = survey_totals.survey_cell
),

survey_centred as (
    select
        *,
        explained + sum(total - n_respondents * explained)
            over (partition by survey_result, stratum_code) / stratum_n as taken
    from survey_parts
)

select
    survey_result,
    sum(
        case
            when stratum_n < 2 then error(
                'survey functions: stratum ' || stratum_code || ' has one respondent, so no variance; merge it'
            )
            else unsampled * stratum_n / (stratum_n - 1)
        end
        * (squares - 2 * taken * total + n_respondents * power(taken, 2))
    ) as survey_error
from survey_centred
group by survey_result;

-- What share, mean and total have in common; `wanted` is one of the three.
create or replace macro main.survey_estimates(outcome, "by", domain, relation, population, mode, wanted) as table
with

survey_of_cells as (
    from main.survey_cells(outcome, "by", domain, relation, population)
),

survey_groups as (
    select
        survey_group,
        cast(sum(survey_n) as bigint) as survey_size,
        sum(cells.calibrated_weight * survey_n) as survey_weight,
        min(survey_smallest) = max(survey_largest) as survey_constant,
        case
            when count(*) > count(cells.calibration_cell_id) then error(
                'survey functions: a person of the relation is no respondent and has no weight; keep respondents only'
            )
            when sum(survey_n) > sum(survey_persons) then error(
                'survey functions: a person occurs more than once in a group; give one row per person and group'
            )
            when wanted = 'share' and sum(survey_not_binary) > 0 then error(
                'survey functions: an outcome is not 0 or 1; use survey_mean'
            )
            when sum(survey_infinite) > 0 then error('survey functions: an outcome is infinite or no number')
            when min(survey_smallest) = max(survey_largest) then min(survey_smallest)
            else
                sum(cells.calibrated_weight * survey_n * survey_of_cells.survey_mean)
                / sum(cells.calibrated_weight * survey_n)
        end as survey_average
    from survey_of_cells
    left join marts.fit_calibration as cells
        on survey_of_cells.survey_cell = cells.calibration_cell_id
    group by survey_group
),

-- Deviations from the mean of the group for the variance of a simple random sample, scores for that of this one.
survey_deviations as (
    select
        survey_groups.survey_group as survey_result,
        survey_of_cells.survey_cell,
        survey_of_cells.survey_n,
        case
            when survey_groups.survey_constant then 0
            else survey_of_cells.survey_mean - survey_groups.survey_average
        end as survey_deviation,
        case
            when survey_groups.survey_constant then 0
            else survey_of_cells.survey_n * survey_of_cells.survey_variance
        end as survey_within,
        survey_of_cells.survey_mean as survey_average,
        survey_groups.survey_weight
    from survey_of_cells
    inner join survey_groups
        on survey_of_cells.survey_group = survey_groups.survey_group
),

survey_lines as (
    select
        survey_result,
        survey_cell,
        survey_n,
        case when wanted = 'total' then survey_average else survey_deviation / survey_weight end as survey_score,
        survey_within / case when wanted = 'total' then 1 else power(survey_weight, 2) end as survey_spread
    from survey_deviations
),

survey_variances as (
    from main.survey_errors(survey_lines, mode)
),

survey_squares as (
    select
        survey_deviations.survey_result,
        sum(
            cells.calibrated_weight
            * (survey_within + survey_n * power(survey_deviation, 2))
        ) as survey_square
    from survey_deviations
    inner join marts.fit_calibration as cells
        on survey_deviations.survey_cell = cells.calibration_cell_id
    group by survey_deviations.survey_result
),

-- Variance of a simple random sample of as many from as many.
survey_simple as (
    select
        survey_groups.*,
        survey_average * case when wanted = 'total' then survey_weight else 1 end as survey_estimate,
        sqrt(greatest(survey_error, 0)) as survey_root,
        survey_square / survey_weight * case when wanted = 'total' then power(survey_weight, 2) else 1 end
        * case when mode = 'calibrated' then 1 - survey_size / survey_weight else 1 end
        / nullif(survey_size - 1, 0) as survey_variance
    from survey_groups
    inner join survey_variances
        on survey_groups.survey_group = survey_variances.survey_result
    inner join survey_squares
        on survey_groups.survey_group = survey_squares.survey_result
),

-- One person has no mean with an error; a total that calibration or the design fixes has none but round-off.
survey_known as (
    select
        *,
        case
            when wanted <> 'total' and survey_size < 2 then null
            when wanted <> 'total' and survey_constant then 0
            when
                survey_root <= 1e-9 * case
                    when survey_variance > 0 then sqrt(survey_variance)
                    else abs(survey_estimate) / sqrt(survey_size)
                end
                then 0
            else survey_root
        end as survey_std_error,
        case when wanted = 'share' then survey_estimate * (1 - survey_estimate) else 1 end as survey_slope
    from survey_simple
),

survey_bounds as (
    select
        survey_known.*,
        constants.degrees_of_freedom as survey_df,
        case when survey_std_error > 0 then constants.t_quantile * survey_std_error / survey_slope end as survey_half
    from survey_known
    cross join marts.fit_design as constants
)

select survey_results.* exclude (survey_all)
from (
    select
        unnest(survey_group),
        survey_estimate as estimate,
        survey_std_error as std_error,
        -- Of a share: Student's t on the log-odds, transformed back.
        case
            when wanted <> 'share' then survey_estimate - survey_half
            when survey_half is not null then 1 / (1 + exp(-(ln(survey_estimate / (1 - survey_estimate)) - survey_half)))
        end as ci_low,
        case
            when wanted <> 'share' then survey_estimate + survey_half
            when survey_half is not null then 1 / (1 + exp(-(ln(survey_estimate / (1 - survey_estimate)) + survey_half)))
        end as ci_high,
        survey_df as degrees_of_freedom,
        survey_size as n_unweighted,
        survey_weight as n_weighted,
        case when survey_variance > 0 then power(survey_std_error, 2) / survey_variance end as design_effect
    from survey_bounds
    order by survey_group
) as survey_results;

{%- for wanted in ["share", "mean", "total"] %}

create or replace macro main.survey_{{ wanted }}(
    outcome, "by" := cast([] as varchar[]), domain := true, relation := 'marts.fct_respondent',
    population := 'managers', mode := 'calibrated'
) as table
from main.survey_estimates(outcome, "by", domain, relation, population, mode, '{{ wanted }}');
{%- endfor %}

-- Two-sided p-value of Student's t to 1e-10, by the finite sums of Abramowitz & Stegun 26.7.3 and 26.7.4.
create or replace macro main.survey_p_value(t, degrees) as
greatest(
    0,
    1 - case
        when cast(degrees as bigint) % 2 = 1 then
            2 / pi() * (
                atan(abs(t) / sqrt(degrees)) + sin(atan(abs(t) / sqrt(degrees))) * coalesce(list_sum(list_transform(
                    range(0, (cast(degrees as bigint) - 1) // 2),
                    lambda k: exp(
                        lgamma(k + 1) + lgamma(1.5) - lgamma(k + 1.5)
                        + (2 * k + 1) * ln(cos(atan(abs(t) / sqrt(degrees))))
                    )
                )), 0)
            )
        else
            sin(atan(abs(t) / sqrt(degrees))) * list_sum(list_transform(
                range(0, cast(degrees as bigint) // 2),
                lambda k: exp(
                    lgamma(k + 0.5) - lgamma(0.5) - lgamma(k + 1) + 2 * k * ln(cos(atan(abs(t) / sqrt(degrees))))
                )
            ))
    end
);

-- t-tests of the differences between the means of all pairs of groups; a missing group is in none.
create or replace macro main.survey_difference(
    outcome, "by", domain := true, relation := 'marts.fct_respondent', population := 'managers', mode := 'calibrated'
) as table
with

survey_of_cells as (
    from main.survey_cells(outcome, "by", domain, relation, population) where not list_contains(list_transform(survey_values, lambda survey_value: survey_value is null), true)
),

survey_groups as (
    select
        survey_group,
        array_to_string(survey_values, ', ') as survey_label,
        cast(sum(survey_n) as bigint) as survey_size,
        sum(cells.calibrated_weight * survey_n) as survey_weight,
        min(survey_smallest) = max(survey_largest) as survey_constant,
        case
            when count(*) > count(cells.calibration_cell_id) then error(
                'survey functions: a person of the relation is no respondent and has no weight; keep respondents only'
            )
            when sum(survey_n) > sum(survey_persons) then error(
                'survey functions: a person occurs more than once in a group; give one row per person and group'
            )
            when sum(survey_infinite) > 0 then error('survey functions: an outcome is infinite or no number')
            when min(survey_smallest) = max(survey_largest) then min(survey_smallest)
            else
                sum(cells.calibrated_weight * survey_n * survey_of_cells.survey_mean)
                / sum(cells.calibrated_weight * survey_n)
        end as survey_average
    from survey_of_cells
    left join marts.fit_calibration as cells
        on survey_of_cells.survey_cell = cells.calibration_cell_id
    group by survey_group, survey_values
),

survey_scores as (
    select
        survey_groups.survey_group,
        survey_of_cells.survey_cell,
        survey_of_cells.survey_n,
        case
            when survey_groups.survey_constant then 0
            else (survey_of_cells.survey_mean - survey_groups.survey_average) / survey_groups.survey_weight
        end as survey_score,
        case
            when survey_groups.survey_constant then 0
            else survey_of_cells.survey_n * survey_of_cells.survey_variance / power(survey_groups.survey_weight, 2)
        end as survey_spread
    from survey_of_cells
    inner join survey_groups
        on survey_of_cells.survey_group = survey_groups.survey_group
),

survey_pairs as (
    select
        row(a.survey_group, b.survey_group) as survey_result,
        a.survey_group as survey_first,
        b.survey_group as survey_second,
        a.survey_label as survey_label_a,
        b.survey_label as survey_label_b,
        a.survey_average - b.survey_average as survey_estimate,
        least(a.survey_size, b.survey_size) as survey_smaller,
        a.survey_size + b.survey_size as survey_both
    from survey_groups as a
    inner join survey_groups as b
        on a.survey_group < b.survey_group
),

-- The score of a difference is the difference of the scores, so that its variance holds their covariance.
survey_lines as (
    select
        survey_pairs.survey_result,
        survey_scores.survey_cell,
        survey_scores.survey_n,
        survey_scores.survey_spread,
        survey_scores.survey_score
        * case when survey_scores.survey_group = survey_pairs.survey_first then 1 else -1 end as survey_score
    from survey_pairs
    inner join survey_scores
        on survey_scores.survey_group in (survey_pairs.survey_first, survey_pairs.survey_second)
),

survey_known as (
    select
        survey_pairs.*,
        constants.degrees_of_freedom as survey_df,
        constants.t_quantile as survey_t,
        case when survey_smaller > 1 then sqrt(greatest(survey_variances.survey_error, 0)) end as survey_root
    from survey_pairs
    inner join main.survey_errors(survey_lines, mode) as survey_variances
        on survey_pairs.survey_result = survey_variances.survey_result
    cross join marts.fit_design as constants
)

select
    survey_label_a as group_a,
    survey_label_b as group_b,
    survey_estimate as difference,
    survey_root as std_error,
    case when survey_root > 0 then survey_estimate - survey_t * survey_root end as ci_low,
    case when survey_root > 0 then survey_estimate + survey_t * survey_root end as ci_high,
    case when survey_root > 0 then survey_estimate / survey_root end as statistic,
    survey_df as degrees_of_freedom,
    case when survey_root > 0 then main.survey_p_value(survey_estimate / survey_root, survey_df) end as p_value,
    survey_both as n_unweighted
from survey_known
order by survey_result;
{%- endmacro %}
