-- Traits of the three archetypes, one row per archetype and trait: how far it lies from its reference group, below zero
-- where the desire is less.
{%- set decimals = shown_decimals('archetypes.std_error', 'archetypes.is_in_percent') %}
select
    archetypes.wave,
    archetypes.figure_id,
    archetypes.archetype_id,
    archetypes.model_id,
    archetypes.number_key,
    archetypes.fitted_key,
    archetypes.variable_name,
    variables.label_da as variable_label_da,
    variables.label_en as variable_label_en,
    archetypes.level_code,
    codes.label_da as level_label_da,
    codes.label_en as level_label_en,
    others.label_da as reference_label_da,
    others.label_en as reference_label_en,
    round(archetypes.effect_points, {{ decimals }}) as effect_points,
    round(archetypes.ci_low, {{ decimals }}) as ci_low,
    round(archetypes.ci_high, {{ decimals }}) as ci_high,
    {{ shown_p_value('archetypes.p_value') }} as p_value,
    archetypes.is_above_threshold,
    cast(archetypes.n_unweighted as integer) as n_unweighted,
    {{ provenance('printed_numbers.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_archetypes') }} as archetypes
inner join {{ ref('dim_variable') }} as variables
    on archetypes.variable_name = variables.variable_name
inner join {{ ref('dim_code') }} as codes
    on
        archetypes.variable_name = codes.variable_name
        and archetypes.level_code = codes.code
inner join {{ ref('dim_code') }} as others
    on
        archetypes.variable_name = others.variable_name
        and archetypes.reference_code = others.code
left join {{ ref('pub_printed_numbers') }} as printed_numbers
    on archetypes.fitted_key = printed_numbers.number_key
