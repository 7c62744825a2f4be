-- Intervals that turn a number into a group, one row per grouped variable and group.
select
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("source_variable") }} as source_variable,
    {{ trimmed("code") }} as code,
    cast({{ trimmed("lower_bound") }} as integer) as lower_bound,
    cast({{ trimmed("upper_bound") }} as integer) as upper_bound,
    {{ trimmed("code_list") }} as code_list
from {{ ref('codebook_bins') }}
where {{ in_force() }}
