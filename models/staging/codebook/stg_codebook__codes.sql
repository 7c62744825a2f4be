-- Answer codes and their labels, one row per code list and code.
select
    {{ trimmed("code_list") }} as code_list,
    {{ trimmed("code") }} as code,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order,
    cast({{ trimmed("is_missing") }} as boolean) as is_missing,
    cast({{ trimmed("is_in_denominator") }} as boolean) as is_in_denominator
from {{ ref('codebook_codes') }}
where {{ in_force() }}
