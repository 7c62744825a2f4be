-- Intervals that turn a number into a group, one row per grouped variable and group.
select
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(source_variable), '') as source_variable,
    nullif(trim(code), '') as code,
    cast(nullif(trim(lower_bound), '') as integer) as lower_bound,
    cast(nullif(trim(upper_bound), '') as integer) as upper_bound,
    nullif(trim(code_list), '') as code_list
from {{ ref('codebook_bins') }}
where {{ in_force() }}
