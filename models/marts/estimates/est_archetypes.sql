-- Traits of the report's three archetypes, one row per archetype and trait, by rule from a regression table:
-- of each variable the category whose coefficient lies furthest in the archetype's direction, if it differs from
-- the reference at the 10 per cent level. Of a variable with two categories the reference can be that category.
-- is_above_threshold: the effect exceeds the report's threshold for a red circle.
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
)

select
    {{ var('wave') }} as wave,
    archetype_id,
    figure_id,
    number_key,
    model_id,
    variable_name,
    level_code,
    lead_over_reference * effect_scale as effect_points,
    trait_p_value as p_value,
    lead_over_reference * effect_scale > {{ var('archetype_effect_threshold') }} as is_above_threshold
from extremes
where
    place = 1
    and lead_over_reference > 0
    and trait_p_value < (
        select max(legends.p_below)
        from {{ ref('stg_reporting__significance_legends') }} as legends
        where legends.legend_id = 'appendix'
    )
