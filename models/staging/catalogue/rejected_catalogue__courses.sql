-- Delivered courses that break the contract, one row per delivered row, as delivered, with the reason.
select
    course_id,
    course_name,
    location_printed,
    region_printed,
    provider,
    provider_category_printed,
    ects_awarding_printed,
    duration_text,
    duration_hours_printed,
    source_line,
    rejection_reason
from {{ ref('base_catalogue__checked_courses') }}
where rejection_reason is not null
