-- Notes and searched bodies name courses and providers of the catalogue that they were written for.
-- Only the default delivery has this catalogue for sure.
{{ config(enabled=is_default_delivery()) }}
select
    'note' as what,
    notes.course_id as names
from {{ ref('stg_catalogue__anomalies') }} as notes
where notes.course_id not in (select courses.course_id from {{ ref('catalogue_courses') }} as courses)
union all
select
    'searched body' as what,
    bodies.provider_in_catalogue as names
from {{ ref('stg_catalogue__searched_bodies') }} as bodies
where bodies.provider_in_catalogue not in (select courses.provider from {{ ref('catalogue_courses') }} as courses)
