-- Every code that a bin, a recode, a routing rule, a reference category or a response group names
-- is defined in the code list of its variable. A misspelt code would silently match nothing.
with

-- Codes named anywhere, with the code list that has to hold them.
named as (
    select
        'bin' as entity,
        bins.variable_name,
        bins.code_list,
        bins.code
    from {{ ref('stg_codebook__bins') }} as bins

    union all

    select
        'recode' as entity,
        recodes.variable_name,
        variables.code_list,
        recodes.code
    from {{ ref('stg_codebook__recodes') }} as recodes
    inner join {{ ref('stg_codebook__variables') }} as variables
        on recodes.variable_name = variables.variable_name
    where variables.code_list is not null

    union all

    select
        'recode source' as entity,
        recodes.variable_name,
        variables.code_list,
        recodes.source_code
    from {{ ref('stg_codebook__recodes') }} as recodes
    inner join {{ ref('stg_codebook__variables') }} as variables
        on recodes.source_variable = variables.variable_name

    union all

    select
        'reference category' as entity,
        reference_categories.variable_name,
        variables.code_list,
        reference_categories.reference_code
    from {{ ref('stg_codebook__reference_categories') }} as reference_categories
    inner join {{ ref('stg_codebook__variables') }} as variables
        on reference_categories.variable_name = variables.variable_name

    union all

    select
        'routing' as entity,
        routing.variable_name,
        variables.code_list,
        unnest(string_split(routing.condition_codes, ';')) as code
    from {{ ref('stg_codebook__routing') }} as routing
    inner join {{ ref('stg_codebook__variables') }} as variables
        on routing.condition_variable = variables.variable_name

    union all

    select
        'response group' as entity,
        response_groups.response_group as variable_name,
        response_groups.code_list,
        unnest(string_split(response_groups.codes, ';')) as code
    from {{ ref('codebook_response_groups') }} as response_groups
    where {{ in_force() }}

    union all

    select
        'vignette text' as entity,
        texts.variable_name,
        variables.code_list,
        texts.code
    from {{ ref('stg_codebook__vignette_texts') }} as texts
    inner join {{ ref('stg_codebook__variables') }} as variables
        on texts.variable_name = variables.variable_name
)

select
    named.entity,
    named.variable_name,
    named.code_list,
    named.code
from named
left join {{ ref('stg_codebook__codes') }} as codes
    on
        named.code_list = codes.code_list
        and named.code = codes.code
where codes.code is null
