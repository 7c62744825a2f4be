{{ config(group="survey_microdata") }}
-- Delivered rows are staged or rejected with a reason: never dropped. And complete managers answered the outcomes of
-- the regressions, don't know included: whoever lacks q15 or q18 would silently leave them. Staging rejects such
-- questionnaires, so this fails when it stops doing so.
select
    'register' as delivery,
    (select count(*) from {{ ref('register_sample') }}) as delivered_n,
    (select count(*) from {{ ref('stg_register__sample') }})
    + (select count(*) from {{ ref('rejected_register__sample') }}) as accounted_n
where delivered_n != accounted_n
union all
select
    'survey' as delivery,
    (select count(*) from {{ ref('survey_response') }}) as delivered_n,
    (select count(*) from {{ ref('stg_survey__responses') }})
    + (select count(*) from {{ ref('rejected_survey__responses') }}) as accounted_n
where delivered_n != accounted_n
union all
select
    'population' as delivery,
    (select count(*) from {{ ref('population_totals') }}) as delivered_n,
    (select count(*) from {{ ref('stg_register__population_totals') }})
    + (select count(*) from {{ ref('rejected_register__population_totals') }}) as accounted_n
where delivered_n != accounted_n
union all
select
    'catalogue' as delivery,
    (select count(*) from {{ ref('catalogue_courses') }}) as delivered_n,
    (select count(*) from {{ ref('stg_catalogue__courses') }})
    + (select count(*) from {{ ref('rejected_catalogue__courses') }}) as accounted_n
where delivered_n != accounted_n
union all
select
    'complete questionnaires without q15 or q18' as delivery,
    0 as delivered_n,
    count(*) as accounted_n
from {{ ref('int_sample__persons') }} as persons
inner join {{ ref('stg_survey__responses') }} as responses
    on persons.person_id = responses.person_id
where
    persons.is_manager
    and (responses.q15 is null or responses.q18 is null)
having count(*) > 0
