-- Traits an archetype may have, one row per archetype and variable.
select
    {{ trimmed("archetype_id") }} as archetype_id,
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("model_id") }} as model_id,
    cast({{ trimmed("direction") }} as integer) as direction,
    {{ trimmed("variable_name") }} as variable_name
from {{ ref('reporting_archetypes') }}
