-- What every reader must know beside the numbers, one row per key: notice on the data, study, sizes.
{%- set text = "case when measure_id like '%_n' then cast(cast(value as bigint) as varchar)"
    ~ " else cast(round(value, 3) as varchar) end" %}
{%- set other_notice = "delivered_notice" if var("microdata_are_synthetic") else "synthetic_notice" %}
select
    case when key = 'delivered_notice' then 'synthetic_notice' else key end as key,
    value_da,
    value_en
from {{ ref('stg_reporting__site_texts') }}
where key != '{{ other_notice }}'
union all
select
    'wave' as key,
    '{{ var("wave") }}' as value_da,
    '{{ var("wave") }}' as value_en
union all
select
    measure_id as key,
    {{ text }} as value_da,
    {{ text }} as value_en
from {{ ref('est_response_flow') }}
where stratum_code = 'all'
