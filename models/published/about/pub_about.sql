-- What every reader must know beside the numbers, one row per key: notice on the data, study, sizes, what to cite.
{%- set text = "case when measure_id like '%_n' then cast(cast(value as bigint) as varchar)"
    ~ " else cast(round(value, 3) as varchar) end" %}
{%- set other_notice = "delivered_notice" if var("microdata_are_synthetic") else "synthetic_notice" %}
with

current_edition as (
    select
        arg_max(version, sort_order) as version,
        cast(arg_max(revised_on, sort_order) as varchar) as revised_on
    from {{ ref('stg_reporting__revisions') }}
)

select
    case when texts.key = 'delivered_notice' then 'synthetic_notice' else texts.key end as key,
    {%- for column in ['value_da', 'value_en'] %}
    replace(
        replace(replace(texts.{{ column }}, '{version}', editions.version), '{date}', editions.revised_on),
        '{wave}', '{{ var("wave") }}'
    ) as {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
from {{ ref('stg_reporting__texts') }} as texts
cross join current_edition as editions
where
    texts.key != '{{ other_notice }}'
    -- An address that nobody has given is no row.
    and texts.value_da is not null
union all
-- What the warehouse decides by, for whoever writes about its numbers.
select
    constants.key,
    constants.value as value_da,
    constants.value as value_en
from (
    values
    ('suppression_threshold', '{{ var("suppression_threshold") }}'),
    ('archetype_effect_threshold', '{{ var("archetype_effect_threshold") }}'),
    ('confidence_level', '{{ var("confidence_level") }}'),
    ('report_wave', '{{ var("report_wave") }}'),
    ('answers_are_synthetic', '{{ var("microdata_are_synthetic") | lower }}')
) as constants (key, value)
union all
select
    case legend_id when 'figures' then 'significance_level' else 'trait_significance_level' end as key,
    cast(max(p_below) as varchar) as value_da,
    cast(max(p_below) as varchar) as value_en
from {{ ref('stg_reporting__significance_legends') }}
group by legend_id
union all
select
    'stars_' || legend_id as key,
    replace(string_agg(stars || ' p < ' || p_below, ', ' order by p_below desc), '.', ',') as value_da,
    string_agg(stars || ' p < ' || p_below, ', ' order by p_below desc) as value_en
from {{ ref('stg_reporting__significance_legends') }}
group by legend_id
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
from {{ ref('pub_response_flow') }}
where
    stratum_code = 'all'
    and value is not null
union all
select
    'version' as key,
    version as value_da,
    version as value_en
from current_edition
union all
select
    'revised_on' as key,
    revised_on as value_da,
    revised_on as value_en
from current_edition
