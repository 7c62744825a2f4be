-- Traits an archetype may have, one row per archetype and variable.
select
    nullif(trim(archetype_id), '') as archetype_id,
    nullif(trim(figure_id), '') as figure_id,
    nullif(trim(model_id), '') as model_id,
    cast(nullif(trim(direction), '') as integer) as direction,
    nullif(trim(variable_name), '') as variable_name
from {{ ref('reporting_archetypes') }}
