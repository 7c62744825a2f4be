-- Key numbers of the course catalogue, one row per measure. Counted from the catalogue, but for the prices:
-- those are the report's own, since the catalogue prints none. Which measures are shown, in what order and
-- under which label, is data (catalogue_summary_measures).
with

counted as (
    select
        count(*) as n_courses,
        count(distinct course_name) as n_course_names,
        count(distinct concat_ws(' | ', course_name, provider)) as n_course_name_providers,
        count(distinct provider) as n_providers,
        count(*) filter (where is_ects_awarding) as n_ects_awarding,
        avg(cast(is_ects_awarding as integer)) as share_ects_awarding,
        count(duration_hours) as n_hours_stated,
        min(duration_hours) as hours_min,
        median(duration_hours) as hours_median,
        avg(duration_hours) as hours_mean,
        max(duration_hours) as hours_max,
        count(*) filter (where delivery_mode_code = 'on_site') as n_on_site,
        count(*) filter (where delivery_mode_code = 'online') as n_online,
        count(*) filter (where delivery_mode_code = 'at_workplace') as n_at_workplace,
        count(*) filter (where delivery_mode_code = 'online_or_workplace') as n_online_or_workplace,
        count(*) filter (where delivery_mode_code = 'unspecified') as n_unspecified,
        count(*) filter (where has_anomaly) as n_with_anomaly
    from {{ ref('dim_course') }}
),

measured as (
    select
        measure_id,
        value
    from counted
    unpivot (
        value for measure_id in (
            n_courses,
            n_course_names,
            n_course_name_providers,
            n_providers,
            n_ects_awarding,
            share_ects_awarding,
            n_hours_stated,
            hours_min,
            hours_median,
            hours_mean,
            hours_max,
            n_on_site,
            n_online,
            n_at_workplace,
            n_online_or_workplace,
            n_unspecified,
            n_with_anomaly
        )
    ) as unpivoted
)

select
    measures.sort_order,
    measures.measure_id,
    measures.label_da,
    measures.label_en,
    cast(coalesce(measures.price_dkk, measured.value) as double) as value,
    measures.unit,
    measures.note_da,
    measures.note_en
from {{ ref('stg_catalogue__summary_measures') }} as measures
left join measured on measures.measure_id = measured.measure_id
