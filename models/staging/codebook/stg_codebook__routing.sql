-- Who is asked what, one row per variable and condition. All conditions of a variable must hold.
select
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("condition_variable") }} as condition_variable,
    {{ trimmed("condition_codes") }} as condition_codes
from {{ ref('codebook_routing') }}
where {{ in_force() }}
