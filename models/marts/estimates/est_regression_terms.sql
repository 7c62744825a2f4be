-- Regression coefficients, one row per model and term; reference categories stand with coefficient 0.
-- Models with too few degrees of freedom, and lines through a group of too few persons, tell of single persons and are
-- left out.
with

references_of_models as (
    select
        terms.model_id,
        terms.variable_name,
        reference_categories.reference_code as level_code
    from {{ ref('int_estimation__regression_terms') }} as terms
    inner join {{ ref('stg_codebook__reference_categories') }} as reference_categories
        on
            terms.variable_name = reference_categories.variable_name
            and terms.term_type = 'categorical'
),

sizes as (
    select
        model_id,
        max(n_unweighted) as n_unweighted,
        max(r_squared) as r_squared
    from {{ ref('fit_regressions') }}
    group by model_id
    having max(degrees_of_freedom) >= {{ var('minimum_degrees_of_freedom') }}
),

terms as (
    select
        model_id,
        variable_name,
        level_code,
        false as is_reference,
        coefficient,
        std_error,
        ci_low,
        ci_high,
        p_value,
        degrees_of_freedom,
        {{ stars('p_value', 'appendix') }} as stars_appendix,
        {{ stars('p_value', 'figures') }} as stars_figures
    from {{ ref('fit_regressions') }}
    union all
    select
        model_id,
        variable_name,
        level_code,
        true as is_reference,
        0.0 as coefficient,
        cast(null as double) as std_error,
        cast(null as double) as ci_low,
        cast(null as double) as ci_high,
        cast(null as double) as p_value,
        cast(null as bigint) as degrees_of_freedom,
        '' as stars_appendix,
        '' as stars_figures
    from references_of_models
)

select
    {{ var('wave') }} as wave,
    models.figure_id,
    terms.model_id || '|' || terms.variable_name || '=' || terms.level_code as number_key,
    terms.model_id,
    models.outcome_variable,
    terms.variable_name,
    terms.level_code,
    terms.is_reference,
    'pweight' as variance_mode,
    terms.coefficient,
    terms.std_error,
    terms.ci_low,
    terms.ci_high,
    terms.p_value,
    terms.degrees_of_freedom,
    terms.stars_appendix,
    terms.stars_figures,
    sizes.n_unweighted,
    sizes.r_squared,
    coalesce(term_order.term_order, 0) as term_order
from terms
inner join {{ ref('stg_reporting__models') }} as models
    on terms.model_id = models.model_id
inner join sizes
    on terms.model_id = sizes.model_id
left join {{ ref('int_disclosure__regressions') }} as lines
    on terms.model_id = lines.model_id
left join {{ ref('int_estimation__regression_terms') }} as term_order
    on
        terms.model_id = term_order.model_id
        and terms.variable_name = term_order.variable_name
where coalesce(not lines.is_withheld, true)
