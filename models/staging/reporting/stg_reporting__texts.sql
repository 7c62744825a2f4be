-- Texts that accompany every published number or go with every download, one row per text.
select
    {{ trimmed("key") }} as key,
    {{ trimmed("value_da") }} as value_da,
    {{ trimmed("value_en") }} as value_en
from {{ ref('reporting_texts') }}
