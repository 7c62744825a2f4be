-- Names of ledger entries that are not estimates, one row per number and measure.
select
    {{ trimmed("number_key") }} as number_key,
    {{ trimmed("measure") }} as measure,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en
from {{ ref('ledger_labels') }}
