-- The course catalogue through time, one row per course and period in which its description stayed the same. Real data:
-- no persons, nothing to withhold.
select
    course_id,
    course_name,
    location_printed,
    region_label_da,
    region_label_en,
    provider,
    provider_category_label_da,
    provider_category_label_en,
    is_ects_awarding,
    duration_text,
    duration_hours,
    valid_from,
    valid_to,
    is_current,
    ended_because
from {{ ref('dim_course_history') }}
