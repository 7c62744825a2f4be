-- Notes on printed oddities, one row per course and kind of anomaly.
select
    {{ trimmed("course_id") }} as course_id,
    {{ trimmed("anomaly_code") }} as anomaly_code,
    {{ trimmed("note_da") }} as note_da,
    {{ trimmed("note_en") }} as note_en,
    {{ trimmed("decision") }} as decision
from {{ ref('catalogue_anomalies') }}
