-- Key numbers of the 2024 catalogue, counted by hand from the printed table, and what the regions would be
-- if the two misprinted ones were corrected. Only the default delivery has this catalogue for sure.
{{ config(enabled=is_default_delivery()) }}
with

expected (measure_id, value) as (
    values
    ('n_courses', 140),
    ('n_course_names', 66),
    ('n_course_name_providers', 97),
    ('n_providers', 51),
    ('n_ects_awarding', 82),
    ('n_hours_stated', 138),
    ('hours_min', 7),
    ('hours_median', 30),
    ('hours_mean', 29.8),
    ('hours_max', 64),
    ('n_on_site', 122),
    ('n_online', 8),
    ('n_at_workplace', 2),
    ('n_online_or_workplace', 3),
    ('n_unspecified', 5),
    ('price_mean', 12900),
    ('price_min', 500),
    ('price_max', 35000),
    ('corrected_1084', 58),
    ('corrected_1082', 25),
    ('corrected_1083', 31),
    ('corrected_flexible', 17)
),

found as (
    select
        measure_id,
        value
    from {{ ref('pub_catalogue_summary') }}

    union all

    select
        concat('corrected_', region_code_corrected) as measure_id,
        count(*) as value
    from {{ ref('dim_course') }}
    group by region_code_corrected
)

select
    expected.measure_id,
    expected.value as value_expected,
    found.value
from expected
left join found on expected.measure_id = found.measure_id
where round(found.value, 1) is distinct from expected.value
