-- What categories mean, one row per category of a variable and answer that it is made of: the delivered answer and its
-- code, or its range. Categories made of the same answers are one, whatever the variables are called.
select
    recodes.variable_name,
    recodes.code,
    recodes.source_variable as answer_variable,
    recodes.source_code as answer_code
from {{ ref('stg_codebook__recodes') }} as recodes
union all
select
    bins.variable_name,
    bins.code,
    bins.source_variable as answer_variable,
    bins.lower_bound || ' to ' || coalesce(cast(bins.upper_bound as string), 'highest') as answer_code
from {{ ref('stg_codebook__bins') }} as bins
union all
select
    variables.variable_name,
    codes.code,
    variables.derived_from as answer_variable,
    codes.code as answer_code
from {{ ref('stg_codebook__variables') }} as variables
inner join {{ ref('stg_codebook__codes') }} as codes
    on variables.code_list = codes.code_list
where variables.derivation = 'copy'
