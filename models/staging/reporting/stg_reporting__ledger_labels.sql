-- Names of ledger entries that are not estimates, one row per key.
select
    nullif(trim(ledger_key), '') as ledger_key,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en
from {{ ref('ledger_labels') }}
