-- Collapsed answer scales, one row per response group, code list and code.
-- The delivered list of codes is opened by a join to the code list, so that only defined codes
-- come through; the test assert_codebook_holds_together names the others.
select
    {{ trimmed("response_groups.response_group") }} as response_group,
    codes.code_list,
    codes.code,
    {{ trimmed("response_groups.label_da") }} as label_da,
    {{ trimmed("response_groups.label_en") }} as label_en,
    cast({{ trimmed("response_groups.sort_order") }} as integer) as sort_order
from {{ ref('codebook_response_groups') }} as response_groups
inner join {{ ref('stg_codebook__codes') }} as codes
    on
        trim(response_groups.code_list) = codes.code_list
        and concat(';', trim(response_groups.codes), ';') like concat('%;', codes.code, ';%')
where {{ in_force() }}
