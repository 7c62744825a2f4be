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

tables as (
    select
        *,
        group_variable not in ('all', by_variable, carried_variable)
        or split_variable not in ('all', by_variable, carried_variable) as needs_cell
    from {{ ref('int_estimation__tables') }}
),

-- What needs no calibration cell is summed over the cells first: half of the rows to group otherwise.
over_cells as (
    select
        scan_index,
        by_code,
        carried_code,
        outcome_value,
        sum(n_persons) as n_persons,
        {{ sum_of_marks("persons") }} as persons
    from {{ ref('int_estimation__cells') }}
    group by
        scan_index,
        by_code,
        carried_code,
        outcome_value
),

counted as (
    select
        tables.*,
        cast(null as bigint) as calibration_cell_id,
        over_cells.by_code,
        over_cells.carried_code,
        over_cells.outcome_value,
        over_cells.n_persons,
        over_cells.persons
    from tables
    inner join over_cells
        on tables.scan_index = over_cells.scan_index
    where not tables.needs_cell
    union all
    select
        tables.*,
        cells.calibration_cell_id,
        cells.by_code,
        cells.carried_code,
        cells.outcome_value,
        cells.n_persons,
        cells.persons
    from tables
    inner join {{ ref('int_estimation__cells') }} as cells
        on tables.scan_index = cells.scan_index
    where tables.needs_cell
),

grouped as (
    select
        counted.table_index,
        case
            when counted.group_variable = 'all' then 0
            when counted.group_variable = counted.by_variable then counted.by_code
            when counted.group_variable = counted.carried_variable then counted.carried_code
            else groups.code
        end as group_code,
        case
            when counted.split_variable = 'all' then 0
            when counted.split_variable = counted.by_variable then counted.by_code
            when counted.split_variable = counted.carried_variable then counted.carried_code
            else splits.code
        end as split_code,
        counted.outcome_value,
        sum(counted.n_persons) as n_persons,
        {{ sum_of_marks("counted.persons") }} as persons
    from counted
    left join cell_codes as groups
        on
            counted.calibration_cell_id = groups.calibration_cell_id
            and counted.group_variable = groups.variable_name
    left join cell_codes as splits
        on
            counted.calibration_cell_id = splits.calibration_cell_id
            and counted.split_variable = splits.variable_name
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
inner join tables
    on grouped.table_index = tables.table_index
where
    grouped.group_code is not null
    and grouped.split_code is not null
