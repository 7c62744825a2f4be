-- Every answer or category code with its labels, one row per variable and code; joint codes of the collapsed
-- scales ('4;5') included, because estimates are keyed by them.
with

single_codes as (
    select
        variables.variable_name,
        codes.code,
        codes.label_da,
        codes.label_en,
        codes.sort_order,
        codes.is_missing
    from {{ ref('stg_codebook__variables') }} as variables
    inner join {{ ref('stg_codebook__codes') }} as codes
        on variables.code_list = codes.code_list
),

joint_codes as (
    select
        response_group,
        code_list,
        string_agg(code, ';' order by code) as code,
        max(label_da) as label_da,
        max(label_en) as label_en,
        max(sort_order) as sort_order
    from {{ ref('stg_codebook__response_groups') }}
    group by response_group, code_list
    having count(*) > 1
)

select
    variable_name,
    code,
    label_da,
    label_en,
    sort_order,
    is_missing
from single_codes
union all
select
    variables.variable_name,
    joint_codes.code,
    joint_codes.label_da,
    joint_codes.label_en,
    100 + joint_codes.sort_order as sort_order,
    false as is_missing
from {{ ref('stg_codebook__variables') }} as variables
inner join joint_codes
    on variables.code_list = joint_codes.code_list
