-- From population to final data, one row per measure: counts of persons and response rates, overall and by stratum.
-- Gross rate: complete answers of the sample. Net rate: managers of the sample, known non-managers kept in the
-- denominator. Eligible rate: managers of the sample without the known non-managers (AAPOR 2023, response rate 5
-- with the ineligible known from their own answers).
with

counted as (
    select
        coalesce(stratum_code, 'all') as stratum_code,
        count(*) as sample_n,
        count(*) filter (where is_complete) as complete_n,
        count(*) filter (where is_manager) as managers_n,
        count(*) filter (where disposition = 'complete_not_manager') as non_managers_n,
        count(*) filter (where disposition = 'partial') as partial_n,
        count(*) filter (where disposition = 'no_answer') as no_answer_n
    from {{ ref('int_response__dispositions') }}
    group by rollup(stratum_code)
),

population as (
    select
        coalesce(stratum_code, 'all') as stratum_code,
        sum(population_n) as population_n
    from {{ ref('stg_register__population_totals') }}
    where variable_name = 'total'
    group by rollup(stratum_code)
),

wide as (
    select
        counted.*,
        population.population_n,
        counted.sample_n - counted.complete_n as nonresponse_n,
        counted.complete_n / counted.sample_n as response_rate_gross,
        counted.managers_n / counted.sample_n as response_rate_net,
        counted.managers_n / (counted.sample_n - counted.non_managers_n) as response_rate_eligible
    from counted
    inner join population
        on counted.stratum_code = population.stratum_code
)
{% set measures = [
    "population_n", "sample_n", "complete_n", "managers_n", "non_managers_n", "partial_n", "no_answer_n",
    "nonresponse_n", "response_rate_gross", "response_rate_net", "response_rate_eligible",
] %}
{%- for measure in measures %}
select
    {{ var('wave') }} as wave,
    stratum_code,
    '{{ measure }}' as measure_id,
    {{ loop.index }} as sort_order,
    cast({{ measure }} as double) as value
from wide
{{ "union all" if not loop.last }}
{%- endfor %}
