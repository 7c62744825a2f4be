select
    figure_id,
    archetype_id,
    model_id,
    variable_name,
    variable_label_da,
    variable_label_en,
    level_code,
    level_label_da,
    level_label_en,
    effect_points,
    p_value,
    is_above_threshold,
    circle_colour
from pub_archetypes
order by archetype_id, variable_name
