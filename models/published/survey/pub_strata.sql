-- Population, sample and answers by stratum and in all, one row per stratum.
with

wide as (
    select
        wave,
        stratum_code,
        max(case when measure_id = 'population_n' then value end) as population_n,
        max(case when measure_id = 'sample_n' then value end) as sample_n,
        max(case when measure_id = 'complete_n' then value end) as complete_n,
        max(case when measure_id = 'managers_n' then value end) as managers_n,
        max(case when measure_id = 'non_managers_n' then value end) as non_managers_n,
        max(case when measure_id = 'partial_n' then value end) as partial_n,
        max(case when measure_id = 'no_answer_n' then value end) as no_answer_n,
        max(case when measure_id = 'response_rate_gross' then value end) as response_rate_gross,
        max(case when measure_id = 'response_rate_net' then value end) as response_rate_net,
        max(case when measure_id = 'sample_n' then number_key end) as number_key,
        {%- for column in ["managers", "non_managers", "partial", "no_answer"] %}
        max(case when measure_id = '{{ column }}_n' then number_key end) as {{ column }}_key{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('pub_response_flow') }}
    group by wave, stratum_code
)

select
    wide.wave,
    wide.stratum_code,
    coalesce(codes.label_da, totals.label_da) as label_da,
    coalesce(codes.label_en, totals.label_en) as label_en,
    {%- for column in [
        "population_n", "sample_n", "complete_n", "managers_n", "non_managers_n", "partial_n", "no_answer_n",
    ] %}
    cast(wide.{{ column }} as integer) as {{ column }},
    {%- endfor %}
    round(wide.sample_n / wide.population_n, {{ var('maximum_decimals') }}) as sampling_fraction,
    round(wide.response_rate_gross, {{ var('maximum_decimals') }}) as response_rate_gross,
    round(wide.response_rate_net, {{ var('maximum_decimals') }}) as response_rate_net,
    round(wide.population_n / wide.complete_n, {{ var('maximum_decimals') }}) as mean_base_weight,
    wide.number_key,
    {%- for column in ["managers", "non_managers", "partial", "no_answer"] %}
    wide.{{ column }}_key,
    {%- endfor %}
    cast(coalesce(codes.sort_order, 100) as integer) as sort_order,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from wide
left join {{ ref('dim_code') }} as codes
    on
        codes.variable_name = 'stratum_code'
        and wide.stratum_code = codes.code
left join {{ ref('stg_reporting__code_labels') }} as totals
    on
        totals.code_list = 'stratum'
        and wide.stratum_code = totals.code
