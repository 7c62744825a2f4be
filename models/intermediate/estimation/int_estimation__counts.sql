-- Persons behind every number asked for, one row per table, category of the background, category of the split and
-- answer that occur. `persons` is the sum of the marks of the persons inside (modulo 2^64): cells of equal number
-- and sum hold the same persons, by whatever names. Persons without a valid background are in no row.
with

-- Codes are numbers until the groups are counted: there are many more rows before.
cell_codes as (
    select
        calibration_cell_id,
        variable_name,
        cast(code as smallint) as code
    from {{ ref('int_weights__cell_categories') }}
),

grouped as (
    select
        tables.table_index,
        case
            when tables.group_variable = 'all' then 0
            when tables.group_variable = tables.by_variable then cells.by_code
            when tables.group_variable = tables.carried_variable then cells.carried_code
            else groups.code
        end as group_code,
        case
            when tables.split_variable = 'all' then 0
            when tables.split_variable = tables.by_variable then cells.by_code
            when tables.split_variable = tables.carried_variable then cells.carried_code
            else splits.code
        end as split_code,
        cells.outcome_value,
        sum(cells.n_persons) as n_persons,
        {{ sum_of_marks("cells.persons") }} as persons
    from {{ ref('int_estimation__tables') }} as tables
    inner join {{ ref('int_estimation__cells') }} as cells
        on tables.scan_index = cells.scan_index
    left join cell_codes as groups
        on
            cells.calibration_cell_id = groups.calibration_cell_id
            and tables.group_variable = groups.variable_name
    left join cell_codes as splits
        on
            cells.calibration_cell_id = splits.calibration_cell_id
            and tables.split_variable = splits.variable_name
    group by 1, 2, 3, 4
)

select
    tables.table_index,
    tables.outcome_variable,
    tables.domain_id,
    tables.group_variable,
    case when tables.group_variable = 'all' then 'all' else cast(grouped.group_code as string) end as group_code,
    tables.split_variable,
    case when tables.split_variable = 'all' then 'all' else cast(grouped.split_code as string) end as split_code,
    {{ code_of('grouped.outcome_value') }} as outcome_code,
    grouped.outcome_value,
    cast(grouped.n_persons as bigint) as n_persons,
    grouped.persons
from grouped
inner join {{ ref('int_estimation__tables') }} as tables
    on grouped.table_index = tables.table_index
where
    grouped.group_code is not null
    and grouped.split_code is not null
