-- Answer codes and their labels, one row per code list and code.
select
    nullif(trim(code_list), '') as code_list,
    nullif(trim(code), '') as code,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order,
    cast(nullif(trim(is_missing), '') as boolean) as is_missing,
    cast(nullif(trim(is_in_denominator), '') as boolean) as is_in_denominator
from {{ ref('codebook_codes') }}
where {{ in_force() }}
