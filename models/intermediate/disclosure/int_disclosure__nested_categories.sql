-- Categories inside others, one row per category of a background and category of a coarser background made from the
-- same answer: age groups inside under and over 40.
with

backgrounds as (
    select distinct
        tables.group_variable as variable_name,
        variables.derived_from
    from {{ ref('int_disclosure__tables') }} as tables
    inner join {{ ref('stg_codebook__variables') }} as variables
        on tables.group_variable = variables.variable_name
),

pairs as (
    select distinct
        fine.variable_name as fine_variable,
        fine_values.code as fine_code,
        coarse.variable_name as coarse_variable,
        coarse_values.code as coarse_code
    from backgrounds as fine
    inner join backgrounds as coarse
        on
            fine.derived_from = coarse.derived_from
            and fine.variable_name != coarse.variable_name
    inner join {{ ref('int_survey__values') }} as fine_values
        on fine.variable_name = fine_values.variable_name
    inner join {{ ref('int_survey__values') }} as coarse_values
        on
            coarse.variable_name = coarse_values.variable_name
            and fine_values.person_id = coarse_values.person_id
),

ambiguous as (
    select
        fine_variable,
        coarse_variable
    from pairs
    group by fine_variable, coarse_variable, fine_code
    having count(*) > 1
)

select
    pairs.fine_variable,
    pairs.fine_code,
    pairs.coarse_variable,
    pairs.coarse_code
from pairs
anti join ambiguous
    on
        pairs.fine_variable = ambiguous.fine_variable
        and pairs.coarse_variable = ambiguous.coarse_variable
