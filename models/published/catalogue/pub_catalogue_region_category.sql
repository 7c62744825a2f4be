-- Courses by region and provider category, one row per combination, also those that no course has.
-- The region is the printed one, so that the counts are the report's.
with

counted as (
    select
        region_code,
        provider_category_code,
        count(*) as n_courses,
        sum(case when is_ects_awarding then 1 else 0 end) as n_ects_awarding
    from {{ ref('dim_course') }}
    group by region_code, provider_category_code
)

select
    regions.region_code,
    regions.label_da as region_label_da,
    regions.label_en as region_label_en,
    regions.sort_order as region_sort,
    categories.category_code,
    categories.label_da as category_label_da,
    categories.label_en as category_label_en,
    categories.sort_order as category_sort,
    cast(coalesce(counted.n_courses, 0) as integer) as n_courses,
    cast(coalesce(counted.n_ects_awarding, 0) as integer) as n_ects_awarding
from {{ ref('stg_catalogue__regions') }} as regions
cross join {{ ref('stg_catalogue__provider_categories') }} as categories
left join counted
    on
        regions.region_code = counted.region_code
        and categories.category_code = counted.provider_category_code
