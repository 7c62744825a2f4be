-- Tables of answers that anything asked for is taken from, one row per outcome variable, domain, background and
-- split, and for each the totals it adds up to. Two backgrounds stand in alphabetical order: by sector and leader
-- type is by leader type and sector. A scan of the persons serves many tables: grouping by calibration cell gives
-- all that the cell tells of a person; `by_variable` is a background that it does not tell, `carried_variable` a
-- split that all scans of an outcome carry.
with

cell_variables as (
    select distinct variable_name
    from {{ ref('int_weights__cell_categories') }}
    union all
    select 'all' as variable_name
),

asked as (
    select
        outcome_variable,
        domain_id,
        case
            when group_variable = 'all' then split_variable
            when split_variable = 'all' then group_variable
            else least(group_variable, split_variable)
        end as group_variable,
        case
            when group_variable = 'all' or split_variable = 'all' then 'all'
            else greatest(group_variable, split_variable)
        end as split_variable,
        split_variable as asked_split
    from {{ ref('int_estimation__requests') }}
),

tables as (
    select
        outcome_variable,
        domain_id,
        group_variable,
        split_variable
    from asked
    union
    select
        outcome_variable,
        domain_id,
        group_variable,
        'all' as split_variable
    from asked
    union
    select
        outcome_variable,
        domain_id,
        split_variable as group_variable,
        'all' as split_variable
    from asked
    union
    select
        outcome_variable,
        domain_id,
        'all' as group_variable,
        'all' as split_variable
    from asked
),

carried as (
    select
        outcome_variable,
        domain_id,
        min(asked_split) as carried_variable
    from asked
    where asked_split not in (select cell_variables.variable_name from cell_variables)
    group by outcome_variable, domain_id
),

scanned as (
    select
        tables.*,
        -- Who did not answer is in no calibration cell: of the sample every background is scanned for itself.
        case
            when tables.domain_id = 'sample' then tables.group_variable
            when
                tables.group_variable not in (select cell_variables.variable_name from cell_variables)
                and tables.group_variable != coalesce(carried.carried_variable, 'all')
                then tables.group_variable
            when
                tables.split_variable not in (select cell_variables.variable_name from cell_variables)
                and tables.split_variable != coalesce(carried.carried_variable, 'all')
                then tables.split_variable
            else 'all'
        end as by_variable,
        coalesce(carried.carried_variable, 'all') as carried_variable
    from tables
    left join carried
        on
            tables.outcome_variable = carried.outcome_variable
            and tables.domain_id = carried.domain_id
)

select
    row_number() over (order by outcome_variable, domain_id, group_variable, split_variable) - 1 as table_index,
    -- Those of the whole sample, another table, first: as the cells are written.
    dense_rank() over (
        order by case when domain_id = 'sample' then 0 else 1 end, outcome_variable, domain_id, by_variable
    ) - 1 as scan_index,
    outcome_variable,
    domain_id,
    group_variable,
    split_variable,
    by_variable,
    carried_variable
from scanned
