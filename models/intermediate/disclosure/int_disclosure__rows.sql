-- Everything that may be published about persons, one row per row of a published table: which table of answers it is
-- taken from, which answers it counts (`mean`: their mean; `number`: how many there are), and what it costs to withhold
-- it. `row_group` and `row_key` are its name wherever it is repeated.
with

printed as (
    select distinct replace(ledger_key, '0_complement', '1') as ledger_key
    from {{ ref('stg_reporting__replication_map') }}
    where ledger_key is not null
),

claimed as (
    select unnest([key_a, key_b]) as ledger_key
    from {{ ref('stg_reporting__claims_map') }}
),

tested as (
    select 'estimate:' || spec_id || '|' || unnest([group_code_a, group_code_b]) || '|' || outcome_key as ledger_key
    from {{ ref('stg_reporting__tests') }}
),

-- Numbers that the report prints, and those its claims and tests rest on: withheld last.
needed as (
    select ledger_key from printed
    union
    select ledger_key from claimed
    union
    select ledger_key from tested
),

named as (
    select
        'estimates' as row_group,
        keys.estimate_key as row_key,
        specs.outcome_variable,
        specs.domain_id,
        coalesce(specs.group_variable, 'all') as group_variable,
        keys.group_code,
        'all' as split_variable,
        'all' as split_code,
        keys.outcome_key,
        'estimate:' || keys.estimate_key as ledger_key
    from {{ ref('int_estimation__keys') }} as keys
    inner join {{ ref('stg_reporting__estimates') }} as specs
        on keys.spec_id = specs.spec_id
    union all
    select
        'cube' as row_group,
        concat_ws(
            '|', outcomes.outcome_id, groups.group_variable, groups.group_code, groups.split_variable, groups.split_code
        ) as row_key,
        outcomes.outcome_variable,
        outcomes.domain_id,
        groups.group_variable,
        groups.group_code,
        groups.split_variable,
        groups.split_code,
        outcomes.outcome_key,
        null as ledger_key
    from {{ ref('int_cube__grid') }} as grid
    inner join {{ ref('dim_cube_outcome') }} as outcomes
        on grid.outcome_index = outcomes.outcome_index
    inner join {{ ref('int_cube__groups') }} as groups
        on grid.group_index = groups.group_index
    union all
    select
        'margins' as row_group,
        variable_name || '|' || code as row_key,
        'disposition' as outcome_variable,
        'sample' as domain_id,
        variable_name as group_variable,
        code as group_code,
        'all' as split_variable,
        'all' as split_code,
        'complete_manager;complete_not_manager' as outcome_key,
        'margin:respondents|' || variable_name || '|' || code as ledger_key
    from {{ ref('est_register_margins') }}
    union all
    select
        'flow' as row_group,
        stratum_code || '|' || measure_id as row_key,
        'disposition' as outcome_variable,
        'sample' as domain_id,
        case when stratum_code = 'all' then 'all' else 'sector' end as group_variable,
        stratum_code as group_code,
        'all' as split_variable,
        'all' as split_code,
        case measure_id
            when 'managers_n' then 'complete_manager'
            when 'non_managers_n' then 'complete_not_manager'
            when 'partial_n' then 'partial'
            when 'no_answer_n' then 'no_answer'
            else 'complete_manager;complete_not_manager'
        end as outcome_key,
        'design:' || measure_id || case when stratum_code = 'all' then '' else '|' || stratum_code end as ledger_key
    from {{ ref('est_response_flow') }}
    where measure_id != 'population_n'
)

select
    named.row_group,
    named.row_key,
    named.outcome_variable,
    named.domain_id,
    named.group_variable,
    named.group_code,
    named.split_variable,
    named.split_code,
    named.outcome_key,
    needed.ledger_key is not null as is_needed
from named
left join needed
    on named.ledger_key = needed.ledger_key
