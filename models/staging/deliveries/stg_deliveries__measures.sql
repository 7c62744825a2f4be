-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- What a delivery amounts to, one row per measure, subject, stratum and category: counts and correlations that its
-- plausibility is judged on, its own and the next wave's. `n` of `of_n` persons, answers or rows; `number` is no count.
with

registered as (
    select
        person_id,
        stratum_code,
        gender_code as gender,
        case when age_years >= 18 and age_years <= 39 then '1' when age_years >= 40 and age_years <= 49 then '2' when
            age_years >= 50 and age_years <= 59 then '3' when age_years >= 60 then '4' end as age_group,
        age_years,
        origin_code as origin,
        region_code as region,
        education_code as education,
        industry_code as industry10,
        region_code
    from {{ ref('stg_register__sample') }}
),

answers as (
    select
        responses.*,
        registered.* exclude (person_id)
    from {{ ref('stg_survey__responses') }} as responses
    inner join registered on responses.person_id = registered.person_id
),

-- Whole questionnaires only: short ones are alike by chance.
alike as (
    select count(*) as n_alike
    from answers
    where status_code = '1' and status_code = '1' and q1 in (1, 2, 3)
    group by
        q1,
        q2,
        q3,
        q4,
        q5,
        q6,
        q7,
        q8_1,
        q8_2,
        q8_3,
        q8_4,
        q8_5,
        q8_6,
        q9,
        q11_1,
        q11_2,
        q11_3,
        q11_4,
        q12_1,
        q12_2,
        q12_3,
        q12_4,
        q12_5,
        q12_6,
        q13,
        q14_1,
        q14_2,
        q14_3,
        q14_4,
        q14_5,
        q14_6,
        q15,
        q16_1,
        q16_2,
        q16_3,
        q17_1,
        q17_2,
        q18,
        q19_1,
        q19_2,
        q19_3,
        q19_4,
        q19_5,
        q19_6,
        q20,
        q21,
        q22_1,
        q22_2,
        q22_3,
        q22_4,
        q22_5,
        q22_6,
        q22_7,
        q23_1,
        q23_2,
        q23_3,
        q23_4,
        q23_5,
        q23_6,
        q24_1,
        q24_2,
        q24_3,
        q24_4,
        q25_1,
        q25_2,
        q25_3,
        v1,
        v2,
        v3,
        v4,
        v5,
        q26,
        q27,
        q28,
        q29
),

providers as (
    select
        provider,
        count(*) as n_courses,
        count(distinct provider_category_code) as n_categories
    from {{ ref('stg_catalogue__courses') }}
    group by provider
)

select
    'delivery' as measure,
    'wave' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(null as bigint) as n,
    cast(null as bigint) as of_n,
    cast({{ var('wave') }} as double) as number
union all
select
    'delivery' as measure,
    'is_synthetic' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(null as bigint) as n,
    cast(null as bigint) as of_n,
    cast({{ 1 if var('microdata_are_synthetic') else 0 }} as double) as number
union all
select
    'sampled' as measure,
    'gender' as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(registered.gender as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by registered.stratum_code, registered.gender
union all
select
    'sampled' as measure,
    'age_group' as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(registered.age_group as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by registered.stratum_code, registered.age_group
union all
select
    'sampled' as measure,
    'origin' as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(registered.origin as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by registered.stratum_code, registered.origin
union all
select
    'sampled' as measure,
    'education' as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(registered.education as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by registered.stratum_code, registered.education
union all
select
    'sampled' as measure,
    'industry10' as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(registered.industry10 as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by registered.stratum_code, registered.industry10
union all
select
    'sampled' as measure,
    'region' as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(registered.region as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by registered.stratum_code, registered.region
union all
select
    'population' as measure,
    variable_name as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(category_code as varchar) as category_code,
    cast(population_n as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from {{ ref('stg_register__population_totals') }}
union all
select
    'answer' as measure,
    'q1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q1 is not null
group by q1
union all
select
    'answer' as measure,
    'q2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q2 is not null
group by q2
union all
select
    'answer' as measure,
    'q3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q3 is not null
group by q3
union all
select
    'answer' as measure,
    'q4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q4 is not null
group by q4
union all
select
    'answer' as measure,
    'q5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q5 is not null
group by q5
union all
select
    'answer' as measure,
    'q6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q6 is not null
group by q6
union all
select
    'answer' as measure,
    'q7' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q7 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q7 is not null
group by q7
union all
select
    'answer' as measure,
    'q8_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q8_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_1 is not null
group by q8_1
union all
select
    'answer' as measure,
    'q8_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q8_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_2 is not null
group by q8_2
union all
select
    'answer' as measure,
    'q8_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q8_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_3 is not null
group by q8_3
union all
select
    'answer' as measure,
    'q8_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q8_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_4 is not null
group by q8_4
union all
select
    'answer' as measure,
    'q8_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q8_5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_5 is not null
group by q8_5
union all
select
    'answer' as measure,
    'q8_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q8_6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_6 is not null
group by q8_6
union all
select
    'answer' as measure,
    'q9' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q9 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q9 is not null
group by q9
union all
select
    'answer' as measure,
    'q11_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q11_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q11_1 is not null
group by q11_1
union all
select
    'answer' as measure,
    'q11_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q11_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q11_2 is not null
group by q11_2
union all
select
    'answer' as measure,
    'q11_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q11_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q11_3 is not null
group by q11_3
union all
select
    'answer' as measure,
    'q11_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q11_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q11_4 is not null
group by q11_4
union all
select
    'answer' as measure,
    'q12_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q12_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q12_1 is not null
group by q12_1
union all
select
    'answer' as measure,
    'q12_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q12_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q12_2 is not null
group by q12_2
union all
select
    'answer' as measure,
    'q12_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q12_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q12_3 is not null
group by q12_3
union all
select
    'answer' as measure,
    'q12_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q12_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q12_4 is not null
group by q12_4
union all
select
    'answer' as measure,
    'q12_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q12_5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q12_5 is not null
group by q12_5
union all
select
    'answer' as measure,
    'q12_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q12_6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q12_6 is not null
group by q12_6
union all
select
    'answer' as measure,
    'q13' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q13 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q13 is not null
group by q13
union all
select
    'answer' as measure,
    'q14_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q14_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_1 is not null
group by q14_1
union all
select
    'answer' as measure,
    'q14_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q14_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_2 is not null
group by q14_2
union all
select
    'answer' as measure,
    'q14_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q14_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_3 is not null
group by q14_3
union all
select
    'answer' as measure,
    'q14_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q14_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_4 is not null
group by q14_4
union all
select
    'answer' as measure,
    'q14_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q14_5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_5 is not null
group by q14_5
union all
select
    'answer' as measure,
    'q14_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q14_6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_6 is not null
group by q14_6
union all
select
    'answer' as measure,
    'q15' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q15 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q15 is not null
group by q15
union all
select
    'answer' as measure,
    'q16_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q16_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q16_1 is not null
group by q16_1
union all
select
    'answer' as measure,
    'q16_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q16_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q16_2 is not null
group by q16_2
union all
select
    'answer' as measure,
    'q16_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q16_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q16_3 is not null
group by q16_3
union all
select
    'answer' as measure,
    'q17_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q17_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q17_1 is not null
group by q17_1
union all
select
    'answer' as measure,
    'q17_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q17_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q17_2 is not null
group by q17_2
union all
select
    'answer' as measure,
    'q18' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q18 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q18 is not null
group by q18
union all
select
    'answer' as measure,
    'q19_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q19_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q19_1 is not null
group by q19_1
union all
select
    'answer' as measure,
    'q19_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q19_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q19_2 is not null
group by q19_2
union all
select
    'answer' as measure,
    'q19_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q19_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q19_3 is not null
group by q19_3
union all
select
    'answer' as measure,
    'q19_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q19_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q19_4 is not null
group by q19_4
union all
select
    'answer' as measure,
    'q19_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q19_5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q19_5 is not null
group by q19_5
union all
select
    'answer' as measure,
    'q19_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q19_6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q19_6 is not null
group by q19_6
union all
select
    'answer' as measure,
    'q20' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q20 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q20 is not null
group by q20
union all
select
    'answer' as measure,
    'q21' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q21 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q21 is not null
group by q21
union all
select
    'answer' as measure,
    'q22_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_1 is not null
group by q22_1
union all
select
    'answer' as measure,
    'q22_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_2 is not null
group by q22_2
union all
select
    'answer' as measure,
    'q22_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_3 is not null
group by q22_3
union all
select
    'answer' as measure,
    'q22_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_4 is not null
group by q22_4
union all
select
    'answer' as measure,
    'q22_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_5 is not null
group by q22_5
union all
select
    'answer' as measure,
    'q22_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_6 is not null
group by q22_6
union all
select
    'answer' as measure,
    'q22_7' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q22_7 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q22_7 is not null
group by q22_7
union all
select
    'answer' as measure,
    'q23_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q23_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_1 is not null
group by q23_1
union all
select
    'answer' as measure,
    'q23_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q23_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_2 is not null
group by q23_2
union all
select
    'answer' as measure,
    'q23_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q23_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_3 is not null
group by q23_3
union all
select
    'answer' as measure,
    'q23_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q23_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_4 is not null
group by q23_4
union all
select
    'answer' as measure,
    'q23_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q23_5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_5 is not null
group by q23_5
union all
select
    'answer' as measure,
    'q23_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q23_6 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_6 is not null
group by q23_6
union all
select
    'answer' as measure,
    'q24_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q24_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q24_1 is not null
group by q24_1
union all
select
    'answer' as measure,
    'q24_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q24_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q24_2 is not null
group by q24_2
union all
select
    'answer' as measure,
    'q24_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q24_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q24_3 is not null
group by q24_3
union all
select
    'answer' as measure,
    'q24_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q24_4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q24_4 is not null
group by q24_4
union all
select
    'answer' as measure,
    'q25_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q25_1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q25_1 is not null
group by q25_1
union all
select
    'answer' as measure,
    'q25_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q25_2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q25_2 is not null
group by q25_2
union all
select
    'answer' as measure,
    'q25_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q25_3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q25_3 is not null
group by q25_3
union all
select
    'answer' as measure,
    'v1' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(v1 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v1 is not null
group by v1
union all
select
    'answer' as measure,
    'v2' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(v2 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v2 is not null
group by v2
union all
select
    'answer' as measure,
    'v3' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(v3 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v3 is not null
group by v3
union all
select
    'answer' as measure,
    'v4' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(v4 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v4 is not null
group by v4
union all
select
    'answer' as measure,
    'v5' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(v5 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v5 is not null
group by v5
union all
select
    'answer' as measure,
    'q26' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q26 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q26 is not null
group by q26
union all
select
    'answer' as measure,
    'q27' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q27 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q27 is not null
group by q27
union all
select
    'answer' as measure,
    'q28' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q28 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q28 is not null
group by q28
union all
select
    'answer' as measure,
    'q29' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(q29 as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q29 is not null
group by q29
union all
select
    'asked' as measure,
    'q1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1'
group by stratum_code
union all
select
    'asked' as measure,
    'q2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q7' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q7) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q8_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q8_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q8_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q8_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q8_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q8_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q8_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q8_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q8_5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q8_5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q8_6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q8_6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q9' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q9) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and (({{ var('wave') }} <= 2024))
group by stratum_code
union all
select
    'asked' as measure,
    'q11_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q11_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q11_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q11_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q11_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q11_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q11_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q11_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q12_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q12_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q12_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q12_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q12_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q12_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q12_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q12_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q12_5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q12_5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q12_6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q12_6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q13' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q13) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q14_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q14_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q14_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q14_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q14_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q14_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q14_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q14_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q14_5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q14_5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q14_6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q14_6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q15' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q15) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q16_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q16_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q16_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q16_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q16_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q16_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q17_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q17_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q17_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q17_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q18' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q18) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q19_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q19_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q19_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q19_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q19_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q19_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q19_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q19_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q19_5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q19_5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q19_6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q19_6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q20' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q20) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026))
group by stratum_code
union all
select
    'asked' as measure,
    'q21' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q21) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q22_7' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q22_7) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q23_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q23_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q23_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q23_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q23_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q23_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q23_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q23_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q23_5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q23_5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q23_6' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q23_6) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (1, 2)
group by stratum_code
union all
select
    'asked' as measure,
    'q24_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q24_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (3)
group by stratum_code
union all
select
    'asked' as measure,
    'q24_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q24_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (3)
group by stratum_code
union all
select
    'asked' as measure,
    'q24_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q24_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (3)
group by stratum_code
union all
select
    'asked' as measure,
    'q24_4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q24_4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and q18 in (3)
group by stratum_code
union all
select
    'asked' as measure,
    'q25_1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q25_1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q25_2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q25_2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026))
group by stratum_code
union all
select
    'asked' as measure,
    'q25_3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q25_3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'v1' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(v1) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'v2' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(v2) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'v3' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(v3) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'v4' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(v4) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'v5' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(v5) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q26' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q26) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q27' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q27) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q28' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q28) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'asked' as measure,
    'q29' as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(q29) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1' and q1 in (1, 2, 3)
group by stratum_code
union all
select
    'answered' as measure,
    case when grouping(gender) = 0 then 'gender' when grouping(age_group) = 0 then 'age_group' when grouping(origin)
        = 0 then 'origin' when grouping(education) = 0 then 'education' when grouping(industry10) = 0 then
        'industry10' when grouping(region) = 0 then 'region' end as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(coalesce(gender, age_group, origin, education, industry10, region) as varchar) as category_code,
    cast(count(q1) + count(q2) + count(q3) + count(q4) + count(q5) + count(q6) + count(q7) + count(q8_1) +
        count(q8_2) + count(q8_3) + count(q8_4) + count(q8_5) + count(q8_6) + count(q9) + count(q11_1) +
        count(q11_2) + count(q11_3) + count(q11_4) + count(q12_1) + count(q12_2) + count(q12_3) + count(q12_4) +
        count(q12_5) + count(q12_6) + count(q13) + count(q14_1) + count(q14_2) + count(q14_3) + count(q14_4) +
        count(q14_5) + count(q14_6) + count(q15) + count(q16_1) + count(q16_2) + count(q16_3) + count(q17_1) +
        count(q17_2) + count(q18) + count(q19_1) + count(q19_2) + count(q19_3) + count(q19_4) + count(q19_5) +
        count(q19_6) + count(q20) + count(q21) + count(q22_1) + count(q22_2) + count(q22_3) + count(q22_4) +
        count(q22_5) + count(q22_6) + count(q22_7) + count(q23_1) + count(q23_2) + count(q23_3) + count(q23_4) +
        count(q23_5) + count(q23_6) + count(q24_1) + count(q24_2) + count(q24_3) + count(q24_4) + count(q25_1) +
        count(q25_2) + count(q25_3) + count(v1) + count(v2) + count(v3) + count(v4) + count(v5) + count(q26) +
        count(q27) + count(q28) + count(q29) as bigint) as n,
    cast(1 * count(case when status_code = '1' then 1 end) + 45 * count(case when q1 in (1, 2, 3) then 1 end) + 1 *
        count(case when q1 in (1, 2, 3) and (({{ var('wave') }} <= 2024)) then 1 end) + 2 * count(case when q1
        in (1, 2) then 1 end) + 20 * count(case when q1 in (1, 2, 3) and q18 in (1, 2) then 1 end) + 1 *
        count(case when q1 in (1, 2, 3) and q18 in (1, 2) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }}
        >= 2026)) then 1 end) + 4 * count(case when q1 in (1, 2, 3) and q18 in (3) then 1 end) + 1 * count(case
        when q1 in (1, 2, 3) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) then 1 end) as
        bigint) as of_n,
    cast(null as double) as number
from answers
where status_code = '1'
group by grouping sets ((stratum_code, gender), (stratum_code, age_group), (stratum_code, origin),
    (stratum_code, education), (stratum_code, industry10), (stratum_code, region))
union all
select
    'consistency' as measure,
    'workplace-region' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when municipalities.region_code != answers.region_code then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
inner join {{ ref('stg_codebook__municipalities') }} as municipalities
    on cast(answers.q7 as varchar) = municipalities.municipality_code
where answers.region_code in (select region_code from {{ ref('stg_codebook__municipalities') }})
union all
select
    'consistency' as measure,
    'manager-years' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q2 > age_years - 16 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q2 not in (99)
union all
select
    'consistency' as measure,
    'tenure-years' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q4 > age_years - 13 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q4 not in (99)
union all
select
    'identical' as measure,
    'questionnaires' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(sum(case when n_alike > 1 then n_alike else 0 end) as bigint) as n,
    cast(sum(n_alike) as bigint) as of_n,
    cast(null as double) as number
from alike
union all
select
    'straightlined' as measure,
    'q11' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q11_1 = q11_2 and q11_1 = q11_3 and q11_1 = q11_4 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
union all
select
    'straightlined' as measure,
    'q14' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q14_1 = q14_2 and q14_1 = q14_3 and q14_1 = q14_4 and q14_1 = q14_5 and q14_1 = q14_6 then
        1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'straightlined' as measure,
    'q16' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q16_1 = q16_2 and q16_1 = q16_3 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q16_1 not in (6) and q16_2 not in (6) and q16_3 not in (6)
union all
select
    'straightlined' as measure,
    'q23' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q23_1 = q23_2 and q23_1 = q23_3 and q23_1 = q23_4 and q23_1 = q23_5 and q23_1 = q23_6 then
        1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'straightlined' as measure,
    'q24' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q24_1 = q24_2 and q24_1 = q24_3 and q24_1 = q24_4 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
union all
select
    'straightlined' as measure,
    'q25' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q25_1 = q25_2 and q25_1 = q25_3 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q25_1 not in (6) and q25_2 not in (6) and q25_3 not in (6)
union all
select
    'straightlined' as measure,
    'scale0_10' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when q26 = q27 and q26 = q28 and q26 = q29 then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q26 is not null and q27 is not null and q28 is not null and q29 is not null
union all
select
    'item-rest' as measure,
    'q11_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q11_1, q11_2 + q11_3 + q11_4) as double) as number
from answers
where q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
union all
select
    'item-rest' as measure,
    'q11_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q11_2, q11_1 + q11_3 + q11_4) as double) as number
from answers
where q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
union all
select
    'item-rest' as measure,
    'q11_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q11_3, q11_1 + q11_2 + q11_4) as double) as number
from answers
where q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
union all
select
    'item-rest' as measure,
    'q11_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q11_4, q11_1 + q11_2 + q11_3) as double) as number
from answers
where q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
union all
select
    'item-rest' as measure,
    'q14_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q14_1, q14_2 + q14_3 + q14_4 + q14_5 + q14_6) as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q14_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q14_2, q14_1 + q14_3 + q14_4 + q14_5 + q14_6) as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q14_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q14_3, q14_1 + q14_2 + q14_4 + q14_5 + q14_6) as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q14_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q14_4, q14_1 + q14_2 + q14_3 + q14_5 + q14_6) as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q14_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q14_5, q14_1 + q14_2 + q14_3 + q14_4 + q14_6) as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q14_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q14_6, q14_1 + q14_2 + q14_3 + q14_4 + q14_5) as double) as number
from answers
where q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q16_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q16_1, q16_2 + q16_3) as double) as number
from answers
where q16_1 not in (6) and q16_2 not in (6) and q16_3 not in (6)
union all
select
    'item-rest' as measure,
    'q16_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q16_2, q16_1 + q16_3) as double) as number
from answers
where q16_1 not in (6) and q16_2 not in (6) and q16_3 not in (6)
union all
select
    'item-rest' as measure,
    'q16_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q16_3, q16_1 + q16_2) as double) as number
from answers
where q16_1 not in (6) and q16_2 not in (6) and q16_3 not in (6)
union all
select
    'item-rest' as measure,
    'q17_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q17_1, q17_2) as double) as number
from answers
where q17_1 not in (6) and q17_2 not in (6)
union all
select
    'item-rest' as measure,
    'q17_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q17_2, q17_1) as double) as number
from answers
where q17_1 not in (6) and q17_2 not in (6)
union all
select
    'item-rest' as measure,
    'q23_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q23_1, q23_2 + q23_3 + q23_4 + q23_5 + q23_6) as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q23_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q23_2, q23_1 + q23_3 + q23_4 + q23_5 + q23_6) as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q23_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q23_3, q23_1 + q23_2 + q23_4 + q23_5 + q23_6) as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q23_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q23_4, q23_1 + q23_2 + q23_3 + q23_5 + q23_6) as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q23_5' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q23_5, q23_1 + q23_2 + q23_3 + q23_4 + q23_6) as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q23_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q23_6, q23_1 + q23_2 + q23_3 + q23_4 + q23_5) as double) as number
from answers
where q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6
    not in (6)
union all
select
    'item-rest' as measure,
    'q24_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q24_1, q24_2 + q24_3 + q24_4) as double) as number
from answers
where q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
union all
select
    'item-rest' as measure,
    'q24_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q24_2, q24_1 + q24_3 + q24_4) as double) as number
from answers
where q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
union all
select
    'item-rest' as measure,
    'q24_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q24_3, q24_1 + q24_2 + q24_4) as double) as number
from answers
where q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
union all
select
    'item-rest' as measure,
    'q24_4' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q24_4, q24_1 + q24_2 + q24_3) as double) as number
from answers
where q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
union all
select
    'item-rest' as measure,
    'q25_1' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q25_1, q25_2 + q25_3) as double) as number
from answers
where q25_1 not in (6) and q25_2 not in (6) and q25_3 not in (6)
union all
select
    'item-rest' as measure,
    'q25_2' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q25_2, q25_1 + q25_3) as double) as number
from answers
where q25_1 not in (6) and q25_2 not in (6) and q25_3 not in (6)
union all
select
    'item-rest' as measure,
    'q25_3' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q25_3, q25_1 + q25_2) as double) as number
from answers
where q25_1 not in (6) and q25_2 not in (6) and q25_3 not in (6)
union all
select
    'item-rest' as measure,
    'q26' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q26, q27 + q28 + q29) as double) as number
from answers
where q26 is not null and q27 is not null and q28 is not null and q29 is not null
union all
select
    'item-rest' as measure,
    'q27' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q27, q26 + q28 + q29) as double) as number
from answers
where q26 is not null and q27 is not null and q28 is not null and q29 is not null
union all
select
    'item-rest' as measure,
    'q28' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q28, q26 + q27 + q29) as double) as number
from answers
where q26 is not null and q27 is not null and q28 is not null and q29 is not null
union all
select
    'item-rest' as measure,
    'q29' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(corr(q29, q26 + q27 + q28) as double) as number
from answers
where q26 is not null and q27 is not null and q28 is not null and q29 is not null
union all
select
    'beside' as measure,
    'q1, q5' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q1, ', ', q5) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q1 is not null and q5 not in (5)
group by all
union all
select
    'beside' as measure,
    'q1, q6' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q1, ', ', q6) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q1 is not null and q6 not in (4)
group by all
union all
select
    'beside' as measure,
    'q1, q18' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q1, ', ', q18) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q1 is not null and q18 is not null
group by all
union all
select
    'beside' as measure,
    'q1, q21' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q1, ', ', q21) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q1 is not null and q21 is not null
group by all
union all
select
    'beside' as measure,
    'q5, q6' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q5, ', ', q6) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q5 not in (5) and q6 not in (4)
group by all
union all
select
    'beside' as measure,
    'q5, q18' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q5, ', ', q18) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q5 not in (5) and q18 is not null
group by all
union all
select
    'beside' as measure,
    'q5, q21' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q5, ', ', q21) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q5 not in (5) and q21 is not null
group by all
union all
select
    'beside' as measure,
    'q6, q18' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q6, ', ', q18) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q6 not in (4) and q18 is not null
group by all
union all
select
    'beside' as measure,
    'q6, q21' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q6, ', ', q21) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q6 not in (4) and q21 is not null
group by all
union all
select
    'beside' as measure,
    'q18, q21' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(q18, ', ', q21) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where q18 is not null and q21 is not null
group by all
union all
select
    'beside' as measure,
    'v1, rating' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(v1, ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v1 is not null and q26 is not null and q27 is not null and q28 is not null and q29 is not null
group by all
union all
select
    'beside' as measure,
    'v2, rating' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(v2, ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v2 is not null and q26 is not null and q27 is not null and q28 is not null and q29 is not null
group by all
union all
select
    'beside' as measure,
    'v3, rating' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(v3, ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v3 is not null and q26 is not null and q27 is not null and q28 is not null and q29 is not null
group by all
union all
select
    'beside' as measure,
    'v4, rating' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(v4, ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v4 is not null and q26 is not null and q27 is not null and q28 is not null and q29 is not null
group by all
union all
select
    'beside' as measure,
    'v5, rating' as subject,
    cast(null as varchar) as stratum_code,
    cast(concat(v5, ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
where v5 is not null and q26 is not null and q27 is not null and q28 is not null and q29 is not null
group by all
union all
select
    'ticked' as measure,
    'q8' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when 1 in (q8_1, q8_2, q8_3, q8_4, q8_5, q8_6) then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where coalesce(q8_1, q8_2, q8_3, q8_4, q8_5, q8_6) is not null
union all
select
    'ticked' as measure,
    'q19' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when 1 in (q19_1, q19_2, q19_3, q19_4, q19_5, q19_6) then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where coalesce(q19_1, q19_2, q19_3, q19_4, q19_5, q19_6) is not null
union all
select
    'ticked' as measure,
    'q22' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when 1 in (q22_1, q22_2, q22_3, q22_4, q22_5, q22_6, q22_7) then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where coalesce(q22_1, q22_2, q22_3, q22_4, q22_5, q22_6, q22_7) is not null
union all
select
    'ticked beside' as measure,
    'q8_6' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when 1 in (q8_1, q8_2, q8_3, q8_4, q8_5) then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from answers
where q8_6 = 1
union all
select
    'day' as measure,
    'answered_on' as subject,
    cast(null as varchar) as stratum_code,
    cast(cast(answered_on as varchar) as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from answers
group by answered_on
union all
select
    'courses' as measure,
    'courses' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from {{ ref('stg_catalogue__courses') }}
union all
select
    'identical' as measure,
    'courses' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(*) - count(distinct concat_ws('|', course_name, provider, location_printed, region_printed,
        duration_text)) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from {{ ref('base_catalogue__checked_courses') }}
where rejection_reason is null
union all
select
    'consistency' as measure,
    'course-region' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(case when region_code != region_code_corrected then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from {{ ref('stg_catalogue__courses') }}
union all
select
    'consistency' as measure,
    'provider-category' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(coalesce(sum(case when n_categories > 1 then n_courses end), 0) as bigint) as n,
    cast(coalesce(sum(n_courses), 0) as bigint) as of_n,
    cast(null as double) as number
from providers
where n_courses > 1
union all
select
    'hours' as measure,
    'duration_hours' as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(count(duration_hours) as bigint) as n,
    cast(null as bigint) as of_n,
    cast(max(duration_hours) as double) as number
from {{ ref('stg_catalogue__courses') }}
