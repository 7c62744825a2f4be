-- Published tables that hold the numbers of every figure, one row per figure and table: what its files contain.
{%- set tables = ["pub_estimates", "pub_group_tests", "pub_regression_terms", "pub_archetypes"] %}
{%- for table in tables %}
select distinct
    figure_id,
    '{{ table }}' as table_name
from {{ ref(table) }}
union all
{%- endfor %}
select
    figure_id,
    table_name
from {{ ref('stg_reporting__figure_tables') }}
