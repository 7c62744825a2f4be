-- The interview groups, and the interviewees' own education, add up to the total. Of the 2024 catalogue also, which
-- only the default delivery has for sure: it is as counted by hand in the printed table, courses by printed region and
-- provider category, key numbers, and what the regions would be if the two misprinted ones were corrected; a course has
-- a note that its region does not fit if and only if it was corrected; and notes and searched bodies name courses and
-- providers that are there.
with

interviews as (
    select
        max(n_interviews) filter (where interview_group = 'all' and criterion_type = 'total') as n_total,
        sum(n_interviews) filter (where interview_group != 'all' and criterion_type = 'total') as n_groups,
        sum(n_interviews) filter (where criterion_type = 'education') as n_education
    from {{ ref('stg_catalogue__interview_selection') }}
)
{%- if is_default_delivery() %},

expected (measure, value) as (
    values
    ('1084 private', 16),
    ('1084 business_academy', 13),
    ('1084 university_college', 3),
    ('1084 union_industry', 14),
    ('1084 university', 11),
    ('1082 private', 8),
    ('1082 business_academy', 9),
    ('1082 university_college', 3),
    ('1082 union_industry', 5),
    ('1082 university', 1),
    ('1081 private', 1),
    ('1081 business_academy', 0),
    ('1081 university_college', 5),
    ('1081 union_industry', 0),
    ('1081 university', 0),
    ('1085 private', 1),
    ('1085 business_academy', 0),
    ('1085 university_college', 2),
    ('1085 union_industry', 0),
    ('1085 university', 0),
    ('1083 private', 8),
    ('1083 business_academy', 5),
    ('1083 university_college', 15),
    ('1083 union_industry', 1),
    ('1083 university', 3),
    ('flexible private', 11),
    ('flexible business_academy', 0),
    ('flexible university_college', 4),
    ('flexible union_industry', 1),
    ('flexible university', 0),
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
        region_code || ' ' || category_code as measure,
        n_courses as value
    from {{ ref('pub_catalogue_region_category') }}

    union all

    select
        measure_id as measure,
        value
    from {{ ref('pub_catalogue_summary') }}

    union all

    select
        concat('corrected_', region_code_corrected) as measure,
        count(*) as value
    from {{ ref('dim_course') }}
    group by region_code_corrected
)
{%- endif %}

select
    'interviews of the groups' as measure,
    n_total as value_expected,
    n_groups as value
from interviews
where n_total is distinct from n_groups
union all
select
    'interviews by education' as measure,
    n_total as value_expected,
    n_education as value
from interviews
where n_total is distinct from n_education
{%- if is_default_delivery() %}

union all

select
    expected.measure,
    expected.value as value_expected,
    found.value
from expected
left join found on expected.measure = found.measure
where round(found.value, 1) is distinct from expected.value

union all

-- A region or category beyond those counted.
select
    found.measure,
    null as value_expected,
    found.value
from found
left join expected on found.measure = expected.measure
where
    expected.measure is null
    and contains(found.measure, ' ')

union all

select
    courses.course_id || ' is corrected without a note, or has the note without being corrected' as measure,
    null as value_expected,
    null as value
from {{ ref('dim_course') }} as courses
left join {{ ref('stg_catalogue__anomalies') }} as anomalies
    on
        courses.course_id = anomalies.course_id
        and anomalies.anomaly_code = 'region_mismatch'
where courses.is_region_corrected != (anomalies.course_id is not null)

union all

select
    'note of a course that is not there: ' || notes.course_id as measure,
    null as value_expected,
    null as value
from {{ ref('stg_catalogue__anomalies') }} as notes
where notes.course_id not in (select courses.course_id from {{ ref('catalogue_courses') }} as courses)

union all

select
    'searched body that is no provider: ' || bodies.provider_in_catalogue as measure,
    null as value_expected,
    null as value
from {{ ref('stg_catalogue__searched_bodies') }} as bodies
where bodies.provider_in_catalogue not in (select courses.provider from {{ ref('catalogue_courses') }} as courses)
{%- endif %}
