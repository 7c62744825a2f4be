-- Notes on printed oddities, one row per course and kind of anomaly.
select
    nullif(trim(course_id), '') as course_id,
    nullif(trim(anomaly_code), '') as anomaly_code,
    nullif(trim(note_da), '') as note_da,
    nullif(trim(note_en), '') as note_en,
    nullif(trim(decision), '') as decision
from {{ ref('catalogue_anomalies') }}
