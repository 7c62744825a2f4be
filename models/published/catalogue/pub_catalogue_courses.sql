-- The searchable course catalogue, one row per offered course. Real data: no persons, nothing to withhold.
select
    course_id,
    course_name,
    location_printed,
    location,
    region_label_da,
    region_label_en,
    region_sort,
    provider,
    provider_category_label_da,
    provider_category_label_en,
    category_sort,
    is_ects_awarding,
    duration_text,
    duration_hours,
    delivery_mode_label_da,
    delivery_mode_label_en,
    anomaly_note_da,
    anomaly_note_en
from {{ ref('dim_course') }}
