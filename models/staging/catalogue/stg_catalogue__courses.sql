-- Offered courses that keep the contract, one row per course: typed, with codes beside the printed text.
-- Counts rest on the region as printed; region_code_corrected says what the place implies, for whoever asks.
select
    courses.course_id,
    courses.course_name,
    courses.location_printed,
    courses.region_printed,
    regions.region_code,
    courses.provider,
    courses.provider_category_printed,
    categories.category_code as provider_category_code,
    courses.duration_text,
    cast(courses.ects_awarding_printed as boolean) as is_ects_awarding,
    cast(courses.duration_hours_printed as integer) as duration_hours,
    -- A place nobody has mapped yet is taken for a town: that is what most places are.
    case
        when locations.location_printed is not null then locations.location
        else courses.location_printed
    end as location,
    case
        when courses.location_printed is null then 'unspecified'
        else coalesce(locations.delivery_mode_code, 'on_site')
    end as delivery_mode_code,
    coalesce(locations.region_code, regions.region_code) as region_code_corrected,
    exists(
        select 1
        from {{ ref('stg_catalogue__anomalies') }} as anomalies
        where anomalies.course_id = courses.course_id
    ) as has_anomaly,
    cast(courses.source_line as integer) as source_line
from {{ ref('base_catalogue__checked_courses') }} as courses
inner join {{ ref('stg_catalogue__regions') }} as regions
    on courses.region_printed = regions.region_printed
inner join {{ ref('stg_catalogue__provider_categories') }} as categories
    on courses.provider_category_printed = categories.category_printed
left join {{ ref('stg_catalogue__locations') }} as locations
    on courses.location_printed = locations.location_printed
where courses.rejection_reason is null
