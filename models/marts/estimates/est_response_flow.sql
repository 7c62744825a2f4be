-- From population to final data, one row per measure: counts of persons and response rates, overall and by stratum.
-- Gross rate: complete answers of the sample. Net rate: managers of the sample, known non-managers kept in the
-- denominator. Eligible rate: managers of the sample without the known non-managers (AAPOR 2023, response rate 5
-- with the ineligible known from their own answers). A measure is withheld with the numbers that it is made of.
{#- Measure: its value, and the dispositions counted (code list disposition) that it is made of. -#}
{%- set measures = {
    "population_n": ("population.population_n", []),
    "sample_n": ("sample_n", ["1;2"]),
    "complete_n": ("complete_n", ["1;2"]),
    "managers_n": ("managers_n", ["1"]),
    "non_managers_n": ("non_managers_n", ["2"]),
    "partial_n": ("partial_n", ["3"]),
    "no_answer_n": ("no_answer_n", ["4"]),
    "nonresponse_n": ("sample_n - complete_n", ["1;2"]),
    "response_rate_gross": ("complete_n / sample_n", ["1;2"]),
    "response_rate_net": ("managers_n / sample_n", ["1"]),
    "response_rate_eligible": ("managers_n / (sample_n - non_managers_n)", ["1", "2"]),
} %}
with

counted as (
    select
        asked.group_code as stratum_code,
        estimates.outcome_key,
        estimates.number_key,
        estimates.n_unweighted,
        estimates.n_with_outcome,
        estimates.is_suppressed
    from {{ ref('int_estimation__asked') }} as asked
    inner join {{ ref('est_estimates') }} as estimates
        on asked.number_key = estimates.number_key
    where asked.asked_by = 'flow'
),

counts as (
    select
        stratum_code,
        max(case when outcome_key = '1;2' then n_unweighted end) as sample_n,
        max(case when outcome_key = '1;2' then n_with_outcome end) as complete_n,
        max(case when outcome_key = '1' then n_with_outcome end) as managers_n,
        max(case when outcome_key = '2' then n_with_outcome end) as non_managers_n,
        max(case when outcome_key = '3' then n_with_outcome end) as partial_n,
        max(case when outcome_key = '4' then n_with_outcome end) as no_answer_n
    from counted
    group by stratum_code
),

population as (
    select
        coalesce(stratum_code, 'all') as stratum_code,
        sum(population_n) as population_n
    from {{ ref('stg_register__population_totals') }}
    where variable_name = 'total'
    group by rollup(stratum_code)
)
{%- for measure, (value, made_of) in measures.items() %}
{% if not loop.first %}union all{% endif %}
select
    {{ var('wave') }} as wave,
    {%- if made_of %}
    (
        select counted.number_key
        from counted
        where counted.stratum_code = counts.stratum_code and counted.outcome_key = '{{ made_of[0] }}'
    ) as number_key,
    {%- else %}
    'population' || case when counts.stratum_code = 'all' then '' else '|sector=' || counts.stratum_code end
        as number_key,
    {%- endif %}
    counts.stratum_code,
    '{{ measure }}' as measure_id,
    {{ loop.index }} as sort_order,
    cast({{ value }} as double) as value,
    {%- if made_of %}
    (
        select max(counted.is_suppressed)
        from counted
        where
            counted.stratum_code = counts.stratum_code
            and counted.outcome_key in (
                {%- for outcome in made_of %}
                '{{ outcome }}'{% if not loop.last %},{% endif %}
                {%- endfor %}
            )
    ) as is_suppressed
    {%- else %}
    false as is_suppressed
    {%- endif %}
from counts
inner join population
    on counts.stratum_code = population.stratum_code
{%- endfor %}
