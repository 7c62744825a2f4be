-- Every delivered row of the course catalogue, trimmed, with the first rule of the contract it breaks.
-- The rules ask only what every later step relies on; printed oddities are not errors, they stand in
-- catalogue_anomalies and keep their row. Texts stand as delivered, even where they look like markup or a formula:
-- the site escapes them, the downloads disarm them.
with

delivered as (
    select
        {{ trimmed("course_id") }} as course_id,
        {{ trimmed("course_name") }} as course_name,
        {{ trimmed("location") }} as location_printed,
        {{ trimmed("region") }} as region_printed,
        {{ trimmed("provider") }} as provider,
        {{ trimmed("provider_category") }} as provider_category_printed,
        lower({{ trimmed("ects_awarding") }}) as ects_awarding_printed,
        {{ trimmed("duration_text") }} as duration_text,
        {{ trimmed("duration_hours") }} as duration_hours_printed,
        {{ trimmed("source_line") }} as source_line
    from {{ ref('catalogue_courses') }}
),

counted as (
    select
        course_id,
        count(*) as n_rows
    from delivered
    group by course_id
)

select
    delivered.course_id,
    delivered.course_name,
    delivered.location_printed,
    delivered.region_printed,
    delivered.provider,
    delivered.provider_category_printed,
    delivered.ects_awarding_printed,
    delivered.duration_text,
    delivered.duration_hours_printed,
    delivered.source_line,
    case
        when delivered.course_id is null then 'course id is missing'
        when counted.n_rows > 1 then 'course id occurs more than once'
        when delivered.course_name is null then 'course name is missing'
        when delivered.provider is null then 'provider is missing'
        when regions.region_code is null then 'unknown region'
        when categories.category_code is null then 'unknown provider category'
        when not coalesce(delivered.ects_awarding_printed in ('true', 'false'), false)
            then 'ects_awarding is neither true nor false'
        when delivered.duration_text is null then 'duration is missing'
        -- The number is written back and compared: a plain cast would round 3.5 to 4 without a word.
        when
            delivered.duration_hours_printed is not null
            and (
                not coalesce(try_cast(delivered.duration_hours_printed as integer) > 0, false)
                or cast(try_cast(delivered.duration_hours_printed as integer) as string)
                != delivered.duration_hours_printed
            )
            then 'duration_hours is not a positive whole number'
        -- "32 timer" must come with 32; a text without a number must come without hours.
        when
            delivered.duration_text != coalesce(delivered.duration_hours_printed, '') || ' timer'
            and (delivered.duration_hours_printed is not null or delivered.duration_text like '% timer')
            then 'duration_text and duration_hours disagree'
        when delivered.source_line is not null and not {{ is_whole_number('delivered.source_line') }}
            then 'source_line is not a whole number'
    end as rejection_reason
from delivered
left join counted on delivered.course_id = counted.course_id
left join {{ ref('stg_catalogue__regions') }} as regions
    on delivered.region_printed = regions.region_printed
left join {{ ref('stg_catalogue__provider_categories') }} as categories
    on delivered.provider_category_printed = categories.category_printed
