-- Texts that go with every download, one row per text.
select
    nullif(trim(key), '') as key,
    nullif(trim(value_da), '') as value_da,
    nullif(trim(value_en), '') as value_en
from {{ ref('reporting_release_texts') }}
