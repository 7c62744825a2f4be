-- Every course whose place contradicts its printed region carries a note that says so,
-- and no other course does. Only the default delivery has been read row by row.
{{ config(enabled=is_default_delivery()) }}
select
    courses.course_id,
    courses.is_region_corrected,
    anomalies.anomaly_code
from {{ ref('dim_course') }} as courses
left join {{ ref('stg_catalogue__anomalies') }} as anomalies
    on
        courses.course_id = anomalies.course_id
        and anomalies.anomaly_code = 'region_mismatch'
where courses.is_region_corrected != (anomalies.course_id is not null)
