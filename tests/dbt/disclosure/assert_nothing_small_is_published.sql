{{ config(group="survey_microdata") }}
-- No published number rests on fewer persons than the threshold: neither its domain, nor those with the outcome, nor
-- those without it. No published table that rests on persons has a column or a measure that is a person's own: minimum,
-- maximum, first or last. Percentiles have at least the threshold of persons beyond them. Coefficients come from models
-- with enough degrees of freedom, and lines go through groups of at least the threshold. What the catalogue and the
-- questionnaire hold are no persons.
-- And the simplest attack: of a distribution with its mean, withheld answers are two unknowns in two equations (all
-- answers add up to the number of persons, their values to the mean). Two withheld answers need the mean withheld, or a
-- third; one is solved in any case.
-- depends_on: {{ ref('pub_estimates') }}
-- depends_on: {{ ref('pub_cube') }}
-- depends_on: {{ ref('pub_replication') }}
with

answers as (
    select
        outcome_variable,
        group_variable,
        group_code,
        domain_label_en,
        count(*) as n_answers,
        count(*) filter (where is_suppressed) as n_withheld
    from {{ ref('pub_estimates') }}
    where
        statistic = 'share'
        and outcome_key not like '%;%'
    group by outcome_variable, group_variable, group_code, domain_label_en
    having count(*) > 2
),

means as (
    select
        replace(outcome_variable, 'desire_points', 'desire') as outcome_variable,
        group_variable,
        group_code,
        domain_label_en
    from {{ ref('pub_estimates') }}
    where
        statistic = 'mean'
        and not is_suppressed
)

select
    table_name || '.' || column_name as what,
    'an extreme' as problem
from information_schema.columns
where
    -- What is published already may be seen beside it.
    table_catalog = current_database()
    and table_schema = 'published'
    and regexp_matches(column_name, '(^|_)(min|max|minimum|maximum|largest|smallest|first|last)(_|$)')
    -- The bounds of the answer scale, from the codebook.
    and not (table_name = 'pub_cube_outcomes' and column_name in ('scale_min', 'scale_max'))
    and table_name not like 'pub_catalogue%'
union all
select
    'pub_weight_diagnostics ' || measure_id as what,
    'an extreme' as problem
from {{ ref('pub_weight_diagnostics') }}
where
    regexp_matches(measure_id, '(^|_)(min|max|minimum|maximum|largest|smallest)(_|$)')
    -- The largest deviation of a margin is a category's.
    and measure_id != 'largest_margin_deviation'
union all
select
    'pub_weight_diagnostics ' || percentiles.measure_id || ' of ' || percentiles.stratum_code as what,
    'too few persons beyond it' as problem
from {{ ref('pub_weight_diagnostics') }} as percentiles
inner join {{ ref('est_weight_diagnostics') }} as sizes
    on
        percentiles.stratum_code = sizes.stratum_code
        and sizes.measure_id = 'n_respondents'
where
    percentiles.measure_id like '%percentile%'
    and percentiles.value is not null
    and sizes.value * 0.01 < {{ var('suppression_threshold') }}
union all
select
    'pub_regression_terms ' || model_id as what,
    'too few degrees of freedom' as problem
from {{ ref('pub_regression_terms') }}
where degrees_of_freedom < {{ var('minimum_degrees_of_freedom') }}
union all
select
    'pub_regression_terms ' || terms.model_id as what,
    'a line through few persons' as problem
from {{ ref('pub_regression_terms') }} as terms
inner join {{ ref('int_disclosure__regressions') }} as lines
    on terms.model_id = lines.model_id
where lines.is_withheld
union all
select
    'pub_response_model ' || models.stratum_code as what,
    'too few degrees of freedom' as problem
from {{ ref('pub_response_model') }} as models
inner join {{ ref('pub_strata') }} as strata
    on models.stratum_code = strata.stratum_code
where models.row_type = 'coefficient'
group by models.stratum_code
having max(strata.complete_n) - count(*) < {{ var('minimum_degrees_of_freedom') }}
union all
select
    estimates.number_key as what,
    'few persons' as problem
from {{ ref('est_estimates') }} as estimates
inner join {{ ref('aud_shown_numbers') }} as shown
    on
        estimates.number_key = shown.number_key
        and shown.is_shown
where
    estimates.n_unweighted < {{ var('suppression_threshold') }}
    or estimates.n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
    or estimates.n_unweighted - estimates.n_with_outcome between 1 and {{ var('suppression_threshold') }} - 1
union all
select
    concat_ws(' ', answers.outcome_variable, answers.group_variable, answers.group_code) as what,
    answers.n_withheld || ' withheld answers follow from the others' as problem
from answers
left join means
    on
        answers.outcome_variable = means.outcome_variable
        and answers.group_variable is not distinct from means.group_variable
        and answers.group_code = means.group_code
        and answers.domain_label_en = means.domain_label_en
where
    answers.n_withheld = 1
    or (answers.n_withheld = 2 and means.outcome_variable is not null)
