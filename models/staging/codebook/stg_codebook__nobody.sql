-- Variables of which it is not told that nobody, or everybody, of a group gave an answer, one row each.
select
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("reason_da") }} as reason_da,
    {{ trimmed("reason_en") }} as reason_en
from {{ ref('codebook_nobody') }}
where {{ in_force() }}
