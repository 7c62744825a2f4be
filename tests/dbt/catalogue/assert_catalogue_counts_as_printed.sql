-- The 2024 catalogue by printed region and provider category, counted by hand from the printed table.
-- Only the default delivery has this catalogue for sure.
{{ config(enabled=is_default_delivery()) }}
with

expected (region_code, category_code, n_courses) as (
    values
    ('1084', 'private', 16),
    ('1084', 'business_academy', 13),
    ('1084', 'university_college', 3),
    ('1084', 'union_industry', 14),
    ('1084', 'university', 11),
    ('1082', 'private', 8),
    ('1082', 'business_academy', 9),
    ('1082', 'university_college', 3),
    ('1082', 'union_industry', 5),
    ('1082', 'university', 1),
    ('1081', 'private', 1),
    ('1081', 'business_academy', 0),
    ('1081', 'university_college', 5),
    ('1081', 'union_industry', 0),
    ('1081', 'university', 0),
    ('1085', 'private', 1),
    ('1085', 'business_academy', 0),
    ('1085', 'university_college', 2),
    ('1085', 'union_industry', 0),
    ('1085', 'university', 0),
    ('1083', 'private', 8),
    ('1083', 'business_academy', 5),
    ('1083', 'university_college', 15),
    ('1083', 'union_industry', 1),
    ('1083', 'university', 3),
    ('flexible', 'private', 11),
    ('flexible', 'business_academy', 0),
    ('flexible', 'university_college', 4),
    ('flexible', 'union_industry', 1),
    ('flexible', 'university', 0)
)

select
    coalesce(expected.region_code, published.region_code) as region_code,
    coalesce(expected.category_code, published.category_code) as category_code,
    expected.n_courses as n_expected,
    published.n_courses
from expected
full outer join {{ ref('pub_catalogue_region_category') }} as published
    on
        expected.region_code = published.region_code
        and expected.category_code = published.category_code
where expected.n_courses is distinct from published.n_courses
