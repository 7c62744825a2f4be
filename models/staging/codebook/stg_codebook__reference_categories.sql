-- Reference categories of the regressions, one row per categorical regressor.
select
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("reference_code") }} as reference_code
from {{ ref('codebook_reference_categories') }}
where {{ in_force() }}
