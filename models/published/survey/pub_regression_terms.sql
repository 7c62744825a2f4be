-- Regression coefficients beside the printed ones, one row per model and term, reference categories included.
-- Printed numbers exist for the appendix tables of the report's wave only; it prints none for its coefficient plots.
{%- set decimals = shown_decimals('terms.std_error', printed='printed.printed_decimals') %}
with

printed as (
    select
        number_key,
        max(printed_decimals) as printed_decimals,
        max(printed_value) as printed_coefficient,
        max(printed_std_error) as printed_std_error,
        max(printed_significance) as printed_stars
    from {{ ref('est_replication') }}
    where
        statistic = 'coef'
        and wave = {{ var('report_wave') }}
    group by number_key
),

printed_sizes as (
    select
        number_key as model_id,
        max(printed_value) as n_printed
    from {{ ref('est_replication') }}
    where
        statistic = 'n'
        and report_ref like 'Bilagstabel%'
        and wave = {{ var('report_wave') }}
    group by number_key
)

select
    terms.wave,
    terms.figure_id,
    terms.number_key,
    terms.model_id,
    models.label_da as model_label_da,
    models.label_en as model_label_en,
    cast(models.sort_order as integer) as model_sort,
    terms.outcome_variable,
    terms.variable_name,
    coalesce(variables.label_da, 'Konstant') as variable_label_da,
    coalesce(variables.label_en, 'Intercept') as variable_label_en,
    terms.level_code,
    codes.label_da as level_label_da,
    codes.label_en as level_label_en,
    terms.is_reference,
    terms.variance_mode,
    round(terms.coefficient, {{ decimals }}) as coefficient,
    round(terms.std_error, {{ decimals }}) as std_error,
    round(terms.ci_low, {{ decimals }}) as ci_low,
    round(terms.ci_high, {{ decimals }}) as ci_high,
    case when terms.p_value is not null then {{ shown_p_value('terms.p_value') }} end as p_value,
    terms.stars_appendix,
    terms.stars_figures,
    cast(terms.degrees_of_freedom as integer) as degrees_of_freedom,
    cast(terms.n_unweighted as integer) as n_unweighted,
    cast(printed_sizes.n_printed as integer) as n_printed,
    round(terms.r_squared, {{ var('maximum_decimals') }}) as r_squared,
    printed.printed_coefficient,
    printed.printed_std_error,
    printed.printed_stars,
    round((terms.coefficient - printed.printed_coefficient) / printed.printed_std_error, 2)
        as deviation_in_printed_std_errors,
    cast(terms.term_order as integer) as term_order,
    cast(coalesce(codes.sort_order, 0) as integer) as level_sort,
    {{ provenance('printed_numbers.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_regression_terms') }} as terms
inner join {{ ref('stg_reporting__models') }} as models
    on terms.model_id = models.model_id
left join {{ ref('dim_variable') }} as variables
    on terms.variable_name = variables.variable_name
left join {{ ref('dim_code') }} as codes
    on
        terms.variable_name = codes.variable_name
        and terms.level_code = codes.code
left join printed
    on terms.number_key = printed.number_key
left join printed_sizes
    on terms.model_id = printed_sizes.model_id
left join {{ ref('pub_printed_numbers') }} as printed_numbers
    on terms.number_key = printed_numbers.number_key
