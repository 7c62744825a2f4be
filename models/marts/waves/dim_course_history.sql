{{ config(group="catalogue") }}
-- The course catalogue through time, one row per course and period in which its description stayed the same, with
-- today's labels. Periods begin and end on the days on which catalogues were read.
with

periods as (
    select
        courses.*,
        lead(courses.dbt_valid_from) over (
            partition by courses.course_id order by courses.dbt_valid_from
        ) as next_valid_from
    from {{ ref('snp_catalogue_courses') }} as courses
)

select
    periods.course_id,
    periods.course_name,
    periods.location_printed,
    regions.region_code,
    regions.label_da as region_label_da,
    regions.label_en as region_label_en,
    periods.provider,
    categories.category_code as provider_category_code,
    categories.label_da as provider_category_label_da,
    categories.label_en as provider_category_label_en,
    periods.is_ects_awarding,
    periods.duration_text,
    periods.duration_hours,
    periods.dbt_valid_from as valid_from,
    periods.dbt_valid_to as valid_to,
    periods.dbt_valid_to is null as is_current,
    case
        when periods.dbt_valid_to = periods.next_valid_from then 'changed'
        when periods.dbt_valid_to is not null then 'closed'
    end as ended_because
from periods
left join {{ ref('stg_catalogue__regions') }} as regions
    on periods.region_printed = regions.region_printed
left join {{ ref('stg_catalogue__provider_categories') }} as categories
    on periods.provider_category_printed = categories.category_printed
