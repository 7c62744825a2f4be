-- Traits of the report's three archetypes, one row per archetype and trait, by rule from a regression table: of
-- each variable the category whose coefficient lies furthest in the archetype's direction, if it differs from the
-- reference at the 10 per cent level. Of a variable with two categories the reference can be that category.
-- effect_points lies below zero where the archetype's outcome is less; is_above_threshold: its size exceeds the
-- report's threshold for a red circle. `fitted_key` is the coefficient it comes from: of a trait that is the
-- reference, the other's, mirrored.
with

candidates as (
    select
        archetypes.archetype_id,
        archetypes.figure_id,
        archetypes.model_id,
        archetypes.direction,
        archetypes.variable_name,
        terms.number_key,
        terms.level_code,
        terms.is_reference,
        archetypes.direction * terms.coefficient as effect,
        case when terms.outcome_variable = 'is_trained' then 100 else 1 end as effect_scale,
        count(*) over (partition by archetypes.archetype_id, archetypes.variable_name) as categories_n,
        min(terms.p_value) over (partition by archetypes.archetype_id, archetypes.variable_name) as smallest_p_value,
        terms.p_value,
        sum(archetypes.direction * terms.coefficient) over (
            partition by archetypes.archetype_id, archetypes.variable_name
        ) as sum_of_effects
    from {{ ref('stg_reporting__archetypes') }} as archetypes
    inner join {{ ref('est_regression_terms') }} as terms
        on
            archetypes.model_id = terms.model_id
            and archetypes.variable_name = terms.variable_name
),

extremes as (
    select
        *,
        row_number() over (partition by archetype_id, variable_name order by effect desc, level_code) as place,
        -- Of two categories, the reference leads by what the other lies behind.
        case when is_reference and categories_n = 2 then -sum_of_effects else effect end as lead_over_reference,
        case when is_reference and categories_n = 2 then smallest_p_value else p_value end as trait_p_value
    from candidates
),

traits as (
    select *
    from extremes
    where
        place = 1
        and lead_over_reference > 0
        and trait_p_value < (
            select max(legends.p_below)
            from {{ ref('stg_reporting__significance_legends') }} as legends
            where legends.legend_id = 'appendix'
        )
),

placed as (
    select
        traits.*,
        others.level_code as reference_code,
        case when traits.is_reference then others.number_key else traits.number_key end as fitted_key,
        traits.effect_scale * case when traits.is_reference then -others.ci_high else own.ci_low end as ci_low,
        traits.effect_scale * case when traits.is_reference then -others.ci_low else own.ci_high end as ci_high,
        traits.effect_scale * case when traits.is_reference then others.std_error else own.std_error end as std_error,
        own.n_unweighted
    from traits
    inner join {{ ref('est_regression_terms') }} as own
        on
            traits.model_id = own.model_id
            and traits.variable_name = own.variable_name
            and traits.level_code = own.level_code
    -- The reference of the trait; of a trait that is the reference itself, the one other category.
    inner join {{ ref('est_regression_terms') }} as others
        on
            traits.model_id = others.model_id
            and traits.variable_name = others.variable_name
            and own.is_reference != others.is_reference
)

select
    {{ var('wave') }} as wave,
    archetype_id,
    figure_id,
    number_key,
    fitted_key,
    model_id,
    variable_name,
    level_code,
    reference_code,
    direction * lead_over_reference * effect_scale as effect_points,
    std_error,
    ci_low,
    ci_high,
    trait_p_value as p_value,
    n_unweighted,
    lead_over_reference * effect_scale > {{ var('archetype_effect_threshold') }} as is_above_threshold,
    effect_scale = 100 as is_in_percent
from placed
