-- Notes and searched bodies name courses and providers of the catalogue that they were written for.
-- Only the default delivery has this catalogue for sure.
{{ config(enabled=is_default_delivery()) }}
select
    'note' as what,
    course_id as names
from {{ ref('stg_catalogue__anomalies') }}
where course_id not in (select course_id from {{ ref('catalogue_courses') }})
union all
select
    'searched body' as what,
    provider_in_catalogue as names
from {{ ref('stg_catalogue__searched_bodies') }}
where provider_in_catalogue not in (select provider from {{ ref('catalogue_courses') }})
