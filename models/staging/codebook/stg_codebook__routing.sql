-- Who is asked what, one row per variable and condition. All conditions of a variable must hold.
select
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(condition_variable), '') as condition_variable,
    nullif(trim(condition_codes), '') as condition_codes
from {{ ref('codebook_routing') }}
where {{ in_force() }}
