{#-
    What survey_mean and survey_share have in common. The formulas are those of docs/statistics.md and of
    survey_stats.estimation, which a test holds this to.

    Members of a calibration cell share weight and calibration variables, so one GROUP BY over the members leaves
    at most as many rows as there are groups and cells. All else is arithmetic on these.
-#}
{% macro survey_estimates(relation, value, by, mode, design, is_share) -%}
{%- if mode not in ["calibrated", "pweight"] -%}
    {{ exceptions.raise_compiler_error("survey macros: mode is 'calibrated' or 'pweight', not '" ~ mode ~ "'.") }}
{%- endif -%}
{%- if by is string -%}
    {{ exceptions.raise_compiler_error("survey macros: `by` is a list of columns; write by=['" ~ by ~ "'].") }}
{%- endif -%}
with

survey_cells as (
    select
        {%- for column in by %}
        members.{{ column }},
        {%- endfor %}
        persons.calibration_cell_id,
        count(*) as n,
        count(distinct members.person_id) as n_persons,
        avg(members.outcome) as mean_y,
        -- Infinity less itself is no number, and no number is not zero: neither has a variance, which would raise.
        var_pop(case when members.outcome - members.outcome = 0 then members.outcome end) as variance_y,
        min(members.outcome) as smallest_y,
        max(members.outcome) as largest_y,
        sum(
            case
                when {{ "members.outcome in (0, 1)" if is_share else "members.outcome - members.outcome = 0" }} then 0
                else 1
            end
        ) as n_invalid
    from (
        select
            {%- for column in by %}
            {{ column }},
            {%- endfor %}
            person_id,
            cast({{ value }} as double) as outcome
        from {{ relation }}
    ) as members
    left join {{ design.persons }} as persons
        on members.person_id = persons.person_id
    where members.outcome is not null
    group by
        {%- for column in by %}
        members.{{ column }},
        {%- endfor %}
        persons.calibration_cell_id
),

survey_groups as (
    select
        {%- for column in by %}
        survey_cells.{{ column }},
        {%- endfor %}
        {{ "row_number() over (order by survey_cells." ~ by | join(", survey_cells.") ~ ")" if by else "1" }} as group_number,
        cast(sum(survey_cells.n) as bigint) as n_unweighted,
        sum(cells.calibrated_weight * survey_cells.n) as n_weighted,
        min(survey_cells.smallest_y) = max(survey_cells.largest_y) as is_constant,
        case
            when count(*) > count(cells.calibration_cell_id) then {{ raise_in_sql(
                "'survey macros: a person of the relation is no respondent and has no weight; keep respondents only'"
            ) }}
            when sum(survey_cells.n) > sum(survey_cells.n_persons) then {{ raise_in_sql(
                "'survey macros: a person occurs more than once in a group; give one row per person and group'"
            ) }}
            when sum(survey_cells.n_invalid) > 0 then {{ raise_in_sql(
                "'survey macros: an outcome is " ~ ("not 0 or 1; use survey_mean'" if is_share else "infinite or no number'")
            ) }}
            when min(survey_cells.smallest_y) = max(survey_cells.largest_y) then min(survey_cells.smallest_y)
            else
                sum(cells.calibrated_weight * survey_cells.n * survey_cells.mean_y)
                / sum(cells.calibrated_weight * survey_cells.n)
        end as estimate
    from survey_cells
    left join {{ design.cells }} as cells
        on survey_cells.calibration_cell_id = cells.calibration_cell_id
    {%- if by %}
    group by {{ "survey_cells." ~ by | join(", survey_cells.") }}
    {%- else %}
    having count(*) > 0
    {%- endif %}
),

-- Linearised scores z of the members by cell: how many, their mean, their sum of squared deviations from it.
survey_scores as (
    select
        survey_groups.group_number,
        survey_cells.calibration_cell_id,
        survey_cells.n,
        case
            when survey_groups.is_constant then 0
            else (survey_cells.mean_y - survey_groups.estimate) / survey_groups.n_weighted
        end as score,
        case
            when survey_groups.is_constant then 0
            else survey_cells.n * survey_cells.variance_y / power(survey_groups.n_weighted, 2)
        end as spread
    from survey_cells
    {%- if by %}
    inner join survey_groups
        on
            {%- for column in by %}
            {{ "and " if not loop.first }}survey_cells.{{ column }} is not distinct from survey_groups.{{ column }}
            {%- endfor %}
    {%- else %}
    cross join survey_groups
    {%- endif %}
),

-- What the calibration variables explain of z, for every respondent of a cell, members or not.
{%- if mode == "calibrated" %}
survey_coefficients as (
    select
        survey_scores.group_number,
        components.component,
        sum(
            components.value * cells.base_weight * (cells.g_weight / cells.raked_g_weight)
            * survey_scores.n * survey_scores.score
        ) as coefficient
    from survey_scores
    inner join {{ design.cells }} as cells
        on survey_scores.calibration_cell_id = cells.calibration_cell_id
    inner join {{ design.components }} as components
        on survey_scores.calibration_cell_id = components.calibration_cell_id
    group by survey_scores.group_number, components.component
),

survey_explained as (
    select
        survey_coefficients.group_number,
        components.calibration_cell_id,
        sum(components.value * survey_coefficients.coefficient) as explained
    from survey_coefficients
    inner join {{ design.components }} as components
        on survey_coefficients.component = components.component
    group by survey_coefficients.group_number, components.calibration_cell_id
),
{%- else %}
survey_explained as (
    select
        survey_groups.group_number,
        cells.calibration_cell_id,
        0 as explained
    from survey_groups
    cross join {{ design.cells }} as cells
),
{%- endif %}

-- u = w z - w0 x'B, where w0 is the weight before trimming: its parts by cell.
survey_parts as (
    select
        survey_explained.group_number,
        cells.stratum_code,
        cast(cells.stratum_respondents_n as double) as stratum_n,
        {{ "1 - cast(cells.stratum_respondents_n as double) / cells.stratum_population_n" if mode == "calibrated" else "1" }}
            as stratum_unsampled,
        cells.n_respondents,
        coalesce(survey_scores.n, 0) as n,
        cells.calibrated_weight * coalesce(survey_scores.score, 0) as own,
        cells.base_weight * cells.raked_g_weight * survey_explained.explained as explained,
        power(cells.calibrated_weight, 2) * coalesce(survey_scores.spread, 0) as spread,
        cells.calibrated_weight
        * (coalesce(survey_scores.spread, 0) + coalesce(survey_scores.n * power(survey_scores.score, 2), 0)) as unit_squares
    from survey_explained
    inner join {{ design.cells }} as cells
        on survey_explained.calibration_cell_id = cells.calibration_cell_id
    left join survey_scores
        on
            survey_explained.group_number = survey_scores.group_number
            and survey_explained.calibration_cell_id = survey_scores.calibration_cell_id
),

survey_centred as (
    select
        *,
        sum(n * own - n_respondents * explained) over (partition by group_number, stratum_code) / stratum_n as centre
    from survey_parts
),

survey_variances as (
    select
        group_number,
        sum(
            case
                when stratum_n < 2 then {{ raise_in_sql(
                    "'survey macros: stratum ' || stratum_code || ' has one respondent, so no variance; merge it'"
                ) }}
                else stratum_unsampled * stratum_n / (stratum_n - 1)
            end
            * (
                spread
                + n * power(own - explained - centre, 2)
                + (n_respondents - n) * power(explained + centre, 2)
            )
        ) as variance,
        sum(unit_squares) as unit_squares
    from survey_centred
    group by group_number
),

survey_errors as (
    select
        survey_groups.*,
        case when survey_groups.n_unweighted > 1 then sqrt(survey_variances.variance) end as std_error,
        -- Variance of a simple random sample of as many from as many.
        survey_groups.n_weighted * survey_variances.unit_squares
        {%- if mode == "calibrated" %}
        * (1 - survey_groups.n_unweighted / survey_groups.n_weighted)
        {%- endif %}
        / nullif(survey_groups.n_unweighted - 1, 0) as simple_variance,
        constants.degrees_of_freedom,
        constants.t_quantile
    from survey_groups
    inner join survey_variances
        on survey_groups.group_number = survey_variances.group_number
    cross join {{ design.constants }} as constants
)

select
    {%- for column in by %}
    {{ column }},
    {%- endfor %}
    estimate,
    std_error,
    {%- for name, sign in [("ci_low", "-"), ("ci_high", "+")] %}
    {%- if is_share %}
    -- Student's t on the log-odds, transformed back.
    case
        when std_error > 0 then
            1 / (1 + exp(-(ln(estimate / (1 - estimate)) {{ sign }} t_quantile * std_error / (estimate * (1 - estimate)))))
    end as {{ name }},
    {%- else %}
    case when std_error > 0 then estimate {{ sign }} t_quantile * std_error end as {{ name }},
    {%- endif %}
    {%- endfor %}
    degrees_of_freedom,
    n_unweighted,
    n_weighted,
    case when simple_variance > 0 then power(std_error, 2) / simple_variance end as design_effect
from survey_errors
{%- endmacro %}
