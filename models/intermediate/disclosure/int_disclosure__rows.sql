-- Everything that may be published about persons, one row per number, and what it costs to withhold it: `is_needed` are
-- numbers that the report prints and those its claims and tests rest on, withheld last. Of what `guards_nobody`, it is
-- not told either that nobody, or everybody, of a group gave the answer.
with

needed as (
    select number_key from {{ ref('stg_reporting__replication_map') }}
    union
    select key_a as number_key from {{ ref('stg_reporting__claims_map') }}
    union
    select key_b as number_key from {{ ref('stg_reporting__claims_map') }}
    union
    select number_key_a as number_key from {{ ref('int_estimation__test_pairs') }}
    union
    select number_key_b as number_key from {{ ref('int_estimation__test_pairs') }}
)

select
    numbers.number_key,
    numbers.outcome_variable,
    numbers.domain_id,
    numbers.group_variable,
    numbers.group_code,
    numbers.split_variable,
    numbers.split_code,
    numbers.outcome_key,
    needed.number_key is not null as is_needed,
    nobody.variable_name is not null as guards_nobody
from {{ ref('int_estimation__numbers') }} as numbers
left join needed
    on numbers.number_key = needed.number_key
left join {{ ref('stg_codebook__nobody') }} as nobody
    on numbers.outcome_variable = nobody.variable_name
