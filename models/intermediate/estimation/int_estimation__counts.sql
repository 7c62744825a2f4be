-- Persons behind every number asked for, one row per table, category of the background, category of the split and
-- answer that occur. `persons` is the sum of the marks of the persons inside (modulo 2^64): cells of equal number and sum
-- hold the same persons, by whatever names. Persons without a valid background are in no row.
with

grouped as (
    select
        tables.table_index,
        case
            when tables.group_variable = 'all' then 'all'
            when tables.group_variable = tables.by_variable then cast(cells.by_code as varchar)
            when tables.group_variable = tables.carried_variable then cast(cells.carried_code as varchar)
            else groups.code
        end as group_code,
        case
            when tables.split_variable = 'all' then 'all'
            when tables.split_variable = tables.by_variable then cast(cells.by_code as varchar)
            when tables.split_variable = tables.carried_variable then cast(cells.carried_code as varchar)
            else splits.code
        end as split_code,
        cells.outcome_value,
        sum(cells.n_persons) as n_persons,
        {{ sum_of_marks("cells.persons") }} as persons
    from {{ ref('int_estimation__tables') }} as tables
    inner join {{ ref('int_estimation__cells') }} as cells
        on tables.scan_index = cells.scan_index
    left join {{ ref('int_weights__cell_categories') }} as groups
        on
            cells.calibration_cell_id = groups.calibration_cell_id
            and tables.group_variable = groups.variable_name
    left join {{ ref('int_weights__cell_categories') }} as splits
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
    grouped.group_code,
    tables.split_variable,
    grouped.split_code,
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
