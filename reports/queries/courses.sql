select
    course_id,
    course_name,
    location,
    region_label_da,
    region_label_en,
    provider,
    provider_category_label_da,
    provider_category_label_en,
    is_ects_awarding,
    duration_hours,
    delivery_mode_label_da,
    delivery_mode_label_en,
    anomaly_note_da,
    anomaly_note_en
from pub_catalogue_courses
order by course_name, provider, course_id
