-- The course catalogue with its labels, one row per offered course (one provider, one place).
-- A left join per label table: a course must not vanish because a label is missing; the not_null tests tell.
with

notes as (
    select
        course_id,
        {{ dbt.listagg("note_da", "' '", "order by anomaly_code") }} as anomaly_note_da,
        {{ dbt.listagg("note_en", "' '", "order by anomaly_code") }} as anomaly_note_en
    from {{ ref('stg_catalogue__anomalies') }}
    group by course_id
)

select
    courses.course_id,
    courses.course_name,
    courses.location_printed,
    courses.location,
    courses.region_code,
    regions.label_da as region_label_da,
    regions.label_en as region_label_en,
    regions.sort_order as region_sort,
    courses.region_code_corrected,
    courses.region_code != courses.region_code_corrected as is_region_corrected,
    courses.provider,
    courses.provider_category_code,
    categories.label_da as provider_category_label_da,
    categories.label_en as provider_category_label_en,
    categories.sort_order as category_sort,
    categories.provider_type_code,
    courses.is_ects_awarding,
    courses.duration_text,
    courses.duration_hours,
    courses.delivery_mode_code,
    delivery_modes.label_da as delivery_mode_label_da,
    delivery_modes.label_en as delivery_mode_label_en,
    courses.has_anomaly,
    notes.anomaly_note_da,
    notes.anomaly_note_en
from {{ ref('stg_catalogue__courses') }} as courses
left join {{ ref('stg_catalogue__regions') }} as regions on courses.region_code = regions.region_code
left join {{ ref('stg_catalogue__provider_categories') }} as categories
    on courses.provider_category_code = categories.category_code
left join {{ ref('stg_catalogue__delivery_modes') }} as delivery_modes
    on courses.delivery_mode_code = delivery_modes.delivery_mode_code
left join notes on courses.course_id = notes.course_id
