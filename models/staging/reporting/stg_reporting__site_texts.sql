-- Texts that accompany every published number, one row per text.
select
    nullif(trim(key), '') as key,
    nullif(trim(value_da), '') as value_da,
    nullif(trim(value_en), '') as value_en
from {{ ref('reporting_site_texts') }}
