-- Every number asked for, once, one row per number: who asks does not matter. `n_unweighted` are the persons behind it,
-- `n_with_outcome` those of them with the outcome (shares and counts).
with

numbers as (
    select distinct
        number_key,
        outcome_variable,
        statistic,
        outcome_key,
        domain_id,
        case
            when group_variable = 'all' then split_variable
            when split_variable = 'all' then group_variable
            else least(group_variable, split_variable)
        end as group_variable,
        case
            when group_variable = 'all' or (split_variable != 'all' and split_variable < group_variable) then split_code
            else group_code
        end as group_code,
        case
            when group_variable = 'all' or split_variable = 'all' then 'all'
            else greatest(group_variable, split_variable)
        end as split_variable,
        case
            when group_variable = 'all' or split_variable = 'all' then 'all'
            when split_variable < group_variable then group_code
            else split_code
        end as split_code
    from {{ ref('int_estimation__asked') }}
),

counted as (
    select
        numbers.number_key,
        sum(counts.n_persons) as n_unweighted,
        sum(
            case
                when ';' || numbers.outcome_key || ';' like '%;' || counts.outcome_code || ';%' then counts.n_persons
            end
        ) as n_with_outcome
    from numbers
    inner join {{ ref('int_estimation__counts') }} as counts
        on
            numbers.outcome_variable = counts.outcome_variable
            and numbers.domain_id = counts.domain_id
            and numbers.group_variable = counts.group_variable
            and numbers.group_code = counts.group_code
            and numbers.split_variable = counts.split_variable
            and numbers.split_code = counts.split_code
    group by numbers.number_key
)

select
    numbers.number_key,
    tables.table_index,
    numbers.outcome_variable,
    numbers.statistic,
    numbers.outcome_key,
    numbers.domain_id,
    numbers.group_variable,
    numbers.group_code,
    numbers.split_variable,
    numbers.split_code,
    cast(coalesce(counted.n_unweighted, 0) as bigint) as n_unweighted,
    case when numbers.statistic != 'mean' then cast(coalesce(counted.n_with_outcome, 0) as bigint) end as n_with_outcome
from numbers
inner join {{ ref('int_estimation__tables') }} as tables
    on
        numbers.outcome_variable = tables.outcome_variable
        and numbers.domain_id = tables.domain_id
        and numbers.group_variable = tables.group_variable
        and numbers.split_variable = tables.split_variable
left join counted
    on numbers.number_key = counted.number_key
