-- Trade unions and industry bodies whose catalogues were searched, with the courses found there, one row per body.
with

counted as (
    select
        provider,
        count(*) as n_courses
    from {{ ref('dim_course') }}
    group by provider
)

select
    bodies.body_name,
    bodies.body_type,
    labels.label_da as body_type_label_da,
    labels.label_en as body_type_label_en,
    bodies.provider_in_catalogue,
    cast(coalesce(counted.n_courses, 0) as integer) as n_courses,
    cast(bodies.sort_order as integer) as sort_order
from {{ ref('stg_catalogue__searched_bodies') }} as bodies
inner join {{ ref('stg_reporting__code_labels') }} as labels
    on
        labels.code_list = 'body_type'
        and bodies.body_type = labels.code
left join counted
    on bodies.provider_in_catalogue = counted.provider
