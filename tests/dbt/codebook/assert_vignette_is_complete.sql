-- Every level of every factor of the experiment has its sentence, and every sentence a level, in both languages.
with

levels as (
    select
        variables.variable_name,
        codes.code
    from {{ ref('stg_codebook__variables') }} as variables
    inner join {{ ref('stg_codebook__codes') }} as codes
        on variables.code_list = codes.code_list
    where
        variables.source = 'derived'
        and variables.response_type = 'vignette_factor'
),

texts as (
    select
        variable_name,
        code,
        text_da,
        text_en
    from {{ ref('stg_codebook__vignette_texts') }}
    where part = 'level'
)

select
    coalesce(levels.variable_name, texts.variable_name) as variable_name,
    coalesce(levels.code, texts.code) as code
from levels
full outer join texts
    on
        levels.variable_name = texts.variable_name
        and levels.code = texts.code
where
    levels.code is null
    or texts.text_da is null
    or texts.text_en is null
