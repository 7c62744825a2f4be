-- What may be said of a change between waves, one row per verdict.
select
    {{ trimmed("change_verdict") }} as change_verdict,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en
from {{ ref('reporting_change_verdicts') }}
