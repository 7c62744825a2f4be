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
    -- What is alike has the same hash; among a million, two others have the same once in thirty million times.
    group by hash(
        q1, q2, q3, q4, q5, q6, q7, q8_1, q8_2, q8_3, q8_4, q8_5, q8_6, q9, q11_1, q11_2, q11_3, q11_4,
        q12_1, q12_2, q12_3, q12_4, q12_5, q12_6, q13, q14_1, q14_2, q14_3, q14_4, q14_5, q14_6,
        q15, q16_1, q16_2, q16_3, q17_1, q17_2, q18, q19_1, q19_2, q19_3, q19_4, q19_5, q19_6, q20,
        q21, q22_1, q22_2, q22_3, q22_4, q22_5, q22_6, q22_7, q23_1, q23_2, q23_3, q23_4, q23_5,
        q23_6, q24_1, q24_2, q24_3, q24_4, q25_1, q25_2, q25_3, v1, v2, v3, v4, v5, q26, q27, q28,
        q29
    )
),

of_everybody as (
    select unnest([
        struct_pack(measure := 'consistency', subject := 'manager-years', n := count(case when q2 not in (99) and q2
            > age_years - 16 then 1 end), of_n := count(case when q2 not in (99) then 1 end), number :=
            null::double),
        struct_pack(measure := 'consistency', subject := 'tenure-years', n := count(case when q4 not in (99) and q4
            > age_years - 13 then 1 end), of_n := count(case when q4 not in (99) then 1 end), number :=
            null::double),
        struct_pack(measure := 'straightlined', subject := 'q11', n := count(case when q11_1 not in (6) and q11_2
            not in (6) and q11_3 not in (6) and q11_4 not in (6) and q11_1 = q11_2 and q11_1 = q11_3 and
            q11_1 = q11_4 then 1 end), of_n := count(case when q11_1 not in (6) and q11_2 not in (6) and
            q11_3 not in (6) and q11_4 not in (6) then 1 end), number := null::double),
        struct_pack(measure := 'straightlined', subject := 'q14', n := count(case when q14_1 not in (6) and q14_2
            not in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6)
            and q14_1 = q14_2 and q14_1 = q14_3 and q14_1 = q14_4 and q14_1 = q14_5 and q14_1 = q14_6 then 1
            end), of_n := count(case when q14_1 not in (6) and q14_2 not in (6) and q14_3 not in (6) and
            q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then 1 end), number := null::double),
        struct_pack(measure := 'straightlined', subject := 'q16', n := count(case when q16_1 not in (6) and q16_2
            not in (6) and q16_3 not in (6) and q16_1 = q16_2 and q16_1 = q16_3 then 1 end), of_n :=
            count(case when q16_1 not in (6) and q16_2 not in (6) and q16_3 not in (6) then 1 end), number
            := null::double),
        struct_pack(measure := 'straightlined', subject := 'q23', n := count(case when q23_1 not in (6) and q23_2
            not in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6)
            and q23_1 = q23_2 and q23_1 = q23_3 and q23_1 = q23_4 and q23_1 = q23_5 and q23_1 = q23_6 then 1
            end), of_n := count(case when q23_1 not in (6) and q23_2 not in (6) and q23_3 not in (6) and
            q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then 1 end), number := null::double),
        struct_pack(measure := 'straightlined', subject := 'q24', n := count(case when q24_1 not in (6) and q24_2
            not in (6) and q24_3 not in (6) and q24_4 not in (6) and q24_1 = q24_2 and q24_1 = q24_3 and
            q24_1 = q24_4 then 1 end), of_n := count(case when q24_1 not in (6) and q24_2 not in (6) and
            q24_3 not in (6) and q24_4 not in (6) then 1 end), number := null::double),
        struct_pack(measure := 'straightlined', subject := 'q25', n := count(case when q25_1 not in (6) and q25_2
            not in (6) and q25_3 not in (6) and q25_1 = q25_2 and q25_1 = q25_3 then 1 end), of_n :=
            count(case when q25_1 not in (6) and q25_2 not in (6) and q25_3 not in (6) then 1 end), number
            := null::double),
        struct_pack(measure := 'straightlined', subject := 'scale0_10', n := count(case when q26 is not null and q27
            is not null and q28 is not null and q29 is not null and q26 = q27 and q26 = q28 and q26 = q29
            then 1 end), of_n := count(case when q26 is not null and q27 is not null and q28 is not null and
            q29 is not null then 1 end), number := null::double),
        struct_pack(measure := 'item-rest', subject := 'q11_1', n := count(case when q11_1 not in (6) and q11_2 not
            in (6) and q11_3 not in (6) and q11_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
            then q11_1 end, q11_2 + q11_3 + q11_4)),
        struct_pack(measure := 'item-rest', subject := 'q11_2', n := count(case when q11_1 not in (6) and q11_2 not
            in (6) and q11_3 not in (6) and q11_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
            then q11_2 end, q11_1 + q11_3 + q11_4)),
        struct_pack(measure := 'item-rest', subject := 'q11_3', n := count(case when q11_1 not in (6) and q11_2 not
            in (6) and q11_3 not in (6) and q11_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
            then q11_3 end, q11_1 + q11_2 + q11_4)),
        struct_pack(measure := 'item-rest', subject := 'q11_4', n := count(case when q11_1 not in (6) and q11_2 not
            in (6) and q11_3 not in (6) and q11_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q11_1 not in (6) and q11_2 not in (6) and q11_3 not in (6) and q11_4 not in (6)
            then q11_4 end, q11_1 + q11_2 + q11_3)),
        struct_pack(measure := 'item-rest', subject := 'q14_1', n := count(case when q14_1 not in (6) and q14_2 not
            in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q14_1 not in (6) and q14_2 not in (6) and
            q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then q14_1 end,
            q14_2 + q14_3 + q14_4 + q14_5 + q14_6)),
        struct_pack(measure := 'item-rest', subject := 'q14_2', n := count(case when q14_1 not in (6) and q14_2 not
            in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q14_1 not in (6) and q14_2 not in (6) and
            q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then q14_2 end,
            q14_1 + q14_3 + q14_4 + q14_5 + q14_6)),
        struct_pack(measure := 'item-rest', subject := 'q14_3', n := count(case when q14_1 not in (6) and q14_2 not
            in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q14_1 not in (6) and q14_2 not in (6) and
            q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then q14_3 end,
            q14_1 + q14_2 + q14_4 + q14_5 + q14_6)),
        struct_pack(measure := 'item-rest', subject := 'q14_4', n := count(case when q14_1 not in (6) and q14_2 not
            in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q14_1 not in (6) and q14_2 not in (6) and
            q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then q14_4 end,
            q14_1 + q14_2 + q14_3 + q14_5 + q14_6)),
        struct_pack(measure := 'item-rest', subject := 'q14_5', n := count(case when q14_1 not in (6) and q14_2 not
            in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q14_1 not in (6) and q14_2 not in (6) and
            q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then q14_5 end,
            q14_1 + q14_2 + q14_3 + q14_4 + q14_6)),
        struct_pack(measure := 'item-rest', subject := 'q14_6', n := count(case when q14_1 not in (6) and q14_2 not
            in (6) and q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q14_1 not in (6) and q14_2 not in (6) and
            q14_3 not in (6) and q14_4 not in (6) and q14_5 not in (6) and q14_6 not in (6) then q14_6 end,
            q14_1 + q14_2 + q14_3 + q14_4 + q14_5)),
        struct_pack(measure := 'item-rest', subject := 'q16_1', n := count(case when q16_1 not in (6) and q16_2 not
            in (6) and q16_3 not in (6) then 1 end), of_n := null::bigint, number := corr(case when q16_1
            not in (6) and q16_2 not in (6) and q16_3 not in (6) then q16_1 end, q16_2 + q16_3)),
        struct_pack(measure := 'item-rest', subject := 'q16_2', n := count(case when q16_1 not in (6) and q16_2 not
            in (6) and q16_3 not in (6) then 1 end), of_n := null::bigint, number := corr(case when q16_1
            not in (6) and q16_2 not in (6) and q16_3 not in (6) then q16_2 end, q16_1 + q16_3)),
        struct_pack(measure := 'item-rest', subject := 'q16_3', n := count(case when q16_1 not in (6) and q16_2 not
            in (6) and q16_3 not in (6) then 1 end), of_n := null::bigint, number := corr(case when q16_1
            not in (6) and q16_2 not in (6) and q16_3 not in (6) then q16_3 end, q16_1 + q16_2)),
        struct_pack(measure := 'item-rest', subject := 'q17_1', n := count(case when q17_1 not in (6) and q17_2 not
            in (6) then 1 end), of_n := null::bigint, number := corr(case when q17_1 not in (6) and q17_2
            not in (6) then q17_1 end, q17_2)),
        struct_pack(measure := 'item-rest', subject := 'q17_2', n := count(case when q17_1 not in (6) and q17_2 not
            in (6) then 1 end), of_n := null::bigint, number := corr(case when q17_1 not in (6) and q17_2
            not in (6) then q17_2 end, q17_1)),
        struct_pack(measure := 'item-rest', subject := 'q23_1', n := count(case when q23_1 not in (6) and q23_2 not
            in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q23_1 not in (6) and q23_2 not in (6) and
            q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then q23_1 end,
            q23_2 + q23_3 + q23_4 + q23_5 + q23_6)),
        struct_pack(measure := 'item-rest', subject := 'q23_2', n := count(case when q23_1 not in (6) and q23_2 not
            in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q23_1 not in (6) and q23_2 not in (6) and
            q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then q23_2 end,
            q23_1 + q23_3 + q23_4 + q23_5 + q23_6)),
        struct_pack(measure := 'item-rest', subject := 'q23_3', n := count(case when q23_1 not in (6) and q23_2 not
            in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q23_1 not in (6) and q23_2 not in (6) and
            q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then q23_3 end,
            q23_1 + q23_2 + q23_4 + q23_5 + q23_6)),
        struct_pack(measure := 'item-rest', subject := 'q23_4', n := count(case when q23_1 not in (6) and q23_2 not
            in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q23_1 not in (6) and q23_2 not in (6) and
            q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then q23_4 end,
            q23_1 + q23_2 + q23_3 + q23_5 + q23_6)),
        struct_pack(measure := 'item-rest', subject := 'q23_5', n := count(case when q23_1 not in (6) and q23_2 not
            in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q23_1 not in (6) and q23_2 not in (6) and
            q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then q23_5 end,
            q23_1 + q23_2 + q23_3 + q23_4 + q23_6)),
        struct_pack(measure := 'item-rest', subject := 'q23_6', n := count(case when q23_1 not in (6) and q23_2 not
            in (6) and q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then
            1 end), of_n := null::bigint, number := corr(case when q23_1 not in (6) and q23_2 not in (6) and
            q23_3 not in (6) and q23_4 not in (6) and q23_5 not in (6) and q23_6 not in (6) then q23_6 end,
            q23_1 + q23_2 + q23_3 + q23_4 + q23_5)),
        struct_pack(measure := 'item-rest', subject := 'q24_1', n := count(case when q24_1 not in (6) and q24_2 not
            in (6) and q24_3 not in (6) and q24_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
            then q24_1 end, q24_2 + q24_3 + q24_4)),
        struct_pack(measure := 'item-rest', subject := 'q24_2', n := count(case when q24_1 not in (6) and q24_2 not
            in (6) and q24_3 not in (6) and q24_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
            then q24_2 end, q24_1 + q24_3 + q24_4)),
        struct_pack(measure := 'item-rest', subject := 'q24_3', n := count(case when q24_1 not in (6) and q24_2 not
            in (6) and q24_3 not in (6) and q24_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
            then q24_3 end, q24_1 + q24_2 + q24_4)),
        struct_pack(measure := 'item-rest', subject := 'q24_4', n := count(case when q24_1 not in (6) and q24_2 not
            in (6) and q24_3 not in (6) and q24_4 not in (6) then 1 end), of_n := null::bigint, number :=
            corr(case when q24_1 not in (6) and q24_2 not in (6) and q24_3 not in (6) and q24_4 not in (6)
            then q24_4 end, q24_1 + q24_2 + q24_3)),
        struct_pack(measure := 'item-rest', subject := 'q25_1', n := count(case when q25_1 not in (6) and q25_2 not
            in (6) and q25_3 not in (6) then 1 end), of_n := null::bigint, number := corr(case when q25_1
            not in (6) and q25_2 not in (6) and q25_3 not in (6) then q25_1 end, q25_2 + q25_3)),
        struct_pack(measure := 'item-rest', subject := 'q25_2', n := count(case when q25_1 not in (6) and q25_2 not
            in (6) and q25_3 not in (6) then 1 end), of_n := null::bigint, number := corr(case when q25_1
            not in (6) and q25_2 not in (6) and q25_3 not in (6) then q25_2 end, q25_1 + q25_3)),
        struct_pack(measure := 'item-rest', subject := 'q25_3', n := count(case when q25_1 not in (6) and q25_2 not
            in (6) and q25_3 not in (6) then 1 end), of_n := null::bigint, number := corr(case when q25_1
            not in (6) and q25_2 not in (6) and q25_3 not in (6) then q25_3 end, q25_1 + q25_2)),
        struct_pack(measure := 'item-rest', subject := 'q26', n := count(case when q26 is not null and q27 is not
            null and q28 is not null and q29 is not null then 1 end), of_n := null::bigint, number :=
            corr(case when q26 is not null and q27 is not null and q28 is not null and q29 is not null then
            q26 end, q27 + q28 + q29)),
        struct_pack(measure := 'item-rest', subject := 'q27', n := count(case when q26 is not null and q27 is not
            null and q28 is not null and q29 is not null then 1 end), of_n := null::bigint, number :=
            corr(case when q26 is not null and q27 is not null and q28 is not null and q29 is not null then
            q27 end, q26 + q28 + q29)),
        struct_pack(measure := 'item-rest', subject := 'q28', n := count(case when q26 is not null and q27 is not
            null and q28 is not null and q29 is not null then 1 end), of_n := null::bigint, number :=
            corr(case when q26 is not null and q27 is not null and q28 is not null and q29 is not null then
            q28 end, q26 + q27 + q29)),
        struct_pack(measure := 'item-rest', subject := 'q29', n := count(case when q26 is not null and q27 is not
            null and q28 is not null and q29 is not null then 1 end), of_n := null::bigint, number :=
            corr(case when q26 is not null and q27 is not null and q28 is not null and q29 is not null then
            q29 end, q26 + q27 + q28)),
        struct_pack(measure := 'ticked', subject := 'q8', n := count(case when coalesce(q8_1, q8_2, q8_3, q8_4,
            q8_5, q8_6) is not null and 1 in (q8_1, q8_2, q8_3, q8_4, q8_5, q8_6) then 1 end), of_n :=
            count(case when coalesce(q8_1, q8_2, q8_3, q8_4, q8_5, q8_6) is not null then 1 end), number :=
            null::double),
        struct_pack(measure := 'ticked', subject := 'q19', n := count(case when coalesce(q19_1, q19_2, q19_3, q19_4,
            q19_5, q19_6) is not null and 1 in (q19_1, q19_2, q19_3, q19_4, q19_5, q19_6) then 1 end), of_n
            := count(case when coalesce(q19_1, q19_2, q19_3, q19_4, q19_5, q19_6) is not null then 1 end),
            number := null::double),
        struct_pack(measure := 'ticked', subject := 'q22', n := count(case when coalesce(q22_1, q22_2, q22_3, q22_4,
            q22_5, q22_6, q22_7) is not null and 1 in (q22_1, q22_2, q22_3, q22_4, q22_5, q22_6, q22_7) then
            1 end), of_n := count(case when coalesce(q22_1, q22_2, q22_3, q22_4, q22_5, q22_6, q22_7) is not
            null then 1 end), number := null::double),
        struct_pack(measure := 'ticked beside', subject := 'q8_6', n := count(case when q8_6 = 1 and 1 in (q8_1,
            q8_2, q8_3, q8_4, q8_5) then 1 end), of_n := count(case when q8_6 = 1 then 1 end), number :=
            null::double)
    ]) as fact
    from answers
),

of_strata as (
    select
        stratum_code,
        unnest([
        struct_pack(measure := 'asked', subject := 'q1', n := count(case when status_code = '1' and q1 is not null
            then 1 end), of_n := count(case when status_code = '1' then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q2', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q3', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q4', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q4 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q5', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q5 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q6', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q6 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q7', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q7 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q8_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q8_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q8_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q8_2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q8_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q8_3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q8_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q8_4 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q8_5', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q8_5 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q8_6', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q8_6 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q9', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and (({{ var('wave') }} <= 2024)) and q9 is not null then 1 end), of_n := count(case when
            status_code = '1' and q1 in (1, 2, 3) and (({{ var('wave') }} <= 2024)) then 1 end), number :=
            null::double),
        struct_pack(measure := 'asked', subject := 'q11_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q11_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q11_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q11_2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q11_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q11_3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q11_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q11_4 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q12_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q12_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q12_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q12_2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q12_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q12_3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q12_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q12_4 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q12_5', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q12_5 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q12_6', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q12_6 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q13', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q13 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q14_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q14_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q14_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q14_2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q14_3', n := count(case when status_code = '1' and q1 in (1, 2)
            and q14_3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q14_4', n := count(case when status_code = '1' and q1 in (1, 2)
            and q14_4 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q14_5', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q14_5 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q14_6', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q14_6 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q15', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q15 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q16_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q16_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q16_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q16_2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q16_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q16_3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q17_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q17_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q17_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q17_2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q18', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q18 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q19_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q19_1 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q19_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q19_2 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q19_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q19_3 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q19_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q19_4 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q19_5', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q19_5 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q19_6', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q19_6 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q20', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q18 in (1, 2) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) and q20 is
            not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3) and q18 in
            (1, 2) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) then 1 end), number :=
            null::double),
        struct_pack(measure := 'asked', subject := 'q21', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q18 in (1, 2) and q21 is not null then 1 end), of_n := count(case when status_code = '1' and
            q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_1 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_2 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_3 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_4 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_5', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_5 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_6', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_6 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q22_7', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q22_7 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q23_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q23_1 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q23_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q23_2 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q23_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q23_3 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q23_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q23_4 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q23_5', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q23_5 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q23_6', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (1, 2) and q23_6 is not null then 1 end), of_n := count(case when status_code =
            '1' and q1 in (1, 2, 3) and q18 in (1, 2) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q24_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (3) and q24_1 is not null then 1 end), of_n := count(case when status_code = '1'
            and q1 in (1, 2, 3) and q18 in (3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q24_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (3) and q24_2 is not null then 1 end), of_n := count(case when status_code = '1'
            and q1 in (1, 2, 3) and q18 in (3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q24_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (3) and q24_3 is not null then 1 end), of_n := count(case when status_code = '1'
            and q1 in (1, 2, 3) and q18 in (3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q24_4', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q18 in (3) and q24_4 is not null then 1 end), of_n := count(case when status_code = '1'
            and q1 in (1, 2, 3) and q18 in (3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q25_1', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q25_1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q25_2', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) and q25_2 is not null then 1
            end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3) and (({{ var('wave') }} <=
            2024) or ({{ var('wave') }} >= 2026)) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q25_3', n := count(case when status_code = '1' and q1 in (1, 2,
            3) and q25_3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2,
            3) then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'v1', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and v1 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'v2', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and v2 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'v3', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and v3 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'v4', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and v4 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'v5', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and v5 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q26', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q26 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q27', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q27 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q28', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q28 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double),
        struct_pack(measure := 'asked', subject := 'q29', n := count(case when status_code = '1' and q1 in (1, 2, 3)
            and q29 is not null then 1 end), of_n := count(case when status_code = '1' and q1 in (1, 2, 3)
            then 1 end), number := null::double)
    ]) as fact
    from answers
    group by stratum_code
),

counted as (
    select unnest([
        struct_pack(measure := 'answer', subject := 'q1', counts := histogram(cast(q1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q2', counts := histogram(cast(q2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q3', counts := histogram(cast(q3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q4', counts := histogram(cast(q4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q5', counts := histogram(cast(q5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q6', counts := histogram(cast(q6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q7', counts := histogram(cast(q7 as varchar))),
        struct_pack(measure := 'answer', subject := 'q8_1', counts := histogram(cast(q8_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q8_2', counts := histogram(cast(q8_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q8_3', counts := histogram(cast(q8_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q8_4', counts := histogram(cast(q8_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q8_5', counts := histogram(cast(q8_5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q8_6', counts := histogram(cast(q8_6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q9', counts := histogram(cast(q9 as varchar))),
        struct_pack(measure := 'answer', subject := 'q11_1', counts := histogram(cast(q11_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q11_2', counts := histogram(cast(q11_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q11_3', counts := histogram(cast(q11_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q11_4', counts := histogram(cast(q11_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q12_1', counts := histogram(cast(q12_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q12_2', counts := histogram(cast(q12_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q12_3', counts := histogram(cast(q12_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q12_4', counts := histogram(cast(q12_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q12_5', counts := histogram(cast(q12_5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q12_6', counts := histogram(cast(q12_6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q13', counts := histogram(cast(q13 as varchar))),
        struct_pack(measure := 'answer', subject := 'q14_1', counts := histogram(cast(q14_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q14_2', counts := histogram(cast(q14_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q14_3', counts := histogram(cast(q14_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q14_4', counts := histogram(cast(q14_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q14_5', counts := histogram(cast(q14_5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q14_6', counts := histogram(cast(q14_6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q15', counts := histogram(cast(q15 as varchar))),
        struct_pack(measure := 'answer', subject := 'q16_1', counts := histogram(cast(q16_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q16_2', counts := histogram(cast(q16_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q16_3', counts := histogram(cast(q16_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q17_1', counts := histogram(cast(q17_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q17_2', counts := histogram(cast(q17_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q18', counts := histogram(cast(q18 as varchar))),
        struct_pack(measure := 'answer', subject := 'q19_1', counts := histogram(cast(q19_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q19_2', counts := histogram(cast(q19_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q19_3', counts := histogram(cast(q19_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q19_4', counts := histogram(cast(q19_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q19_5', counts := histogram(cast(q19_5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q19_6', counts := histogram(cast(q19_6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q20', counts := histogram(cast(q20 as varchar))),
        struct_pack(measure := 'answer', subject := 'q21', counts := histogram(cast(q21 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_1', counts := histogram(cast(q22_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_2', counts := histogram(cast(q22_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_3', counts := histogram(cast(q22_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_4', counts := histogram(cast(q22_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_5', counts := histogram(cast(q22_5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_6', counts := histogram(cast(q22_6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q22_7', counts := histogram(cast(q22_7 as varchar))),
        struct_pack(measure := 'answer', subject := 'q23_1', counts := histogram(cast(q23_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q23_2', counts := histogram(cast(q23_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q23_3', counts := histogram(cast(q23_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q23_4', counts := histogram(cast(q23_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q23_5', counts := histogram(cast(q23_5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q23_6', counts := histogram(cast(q23_6 as varchar))),
        struct_pack(measure := 'answer', subject := 'q24_1', counts := histogram(cast(q24_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q24_2', counts := histogram(cast(q24_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q24_3', counts := histogram(cast(q24_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'q24_4', counts := histogram(cast(q24_4 as varchar))),
        struct_pack(measure := 'answer', subject := 'q25_1', counts := histogram(cast(q25_1 as varchar))),
        struct_pack(measure := 'answer', subject := 'q25_2', counts := histogram(cast(q25_2 as varchar))),
        struct_pack(measure := 'answer', subject := 'q25_3', counts := histogram(cast(q25_3 as varchar))),
        struct_pack(measure := 'answer', subject := 'v1', counts := histogram(cast(v1 as varchar))),
        struct_pack(measure := 'answer', subject := 'v2', counts := histogram(cast(v2 as varchar))),
        struct_pack(measure := 'answer', subject := 'v3', counts := histogram(cast(v3 as varchar))),
        struct_pack(measure := 'answer', subject := 'v4', counts := histogram(cast(v4 as varchar))),
        struct_pack(measure := 'answer', subject := 'v5', counts := histogram(cast(v5 as varchar))),
        struct_pack(measure := 'answer', subject := 'q26', counts := histogram(cast(q26 as varchar))),
        struct_pack(measure := 'answer', subject := 'q27', counts := histogram(cast(q27 as varchar))),
        struct_pack(measure := 'answer', subject := 'q28', counts := histogram(cast(q28 as varchar))),
        struct_pack(measure := 'answer', subject := 'q29', counts := histogram(cast(q29 as varchar))),
        struct_pack(measure := 'beside', subject := 'q1, q5', counts := histogram(case when q1 is not null and q5
            not in (5) then concat(q1, ', ', q5) end)),
        struct_pack(measure := 'beside', subject := 'q1, q6', counts := histogram(case when q1 is not null and q6
            not in (4) then concat(q1, ', ', q6) end)),
        struct_pack(measure := 'beside', subject := 'q1, q18', counts := histogram(case when q1 is not null and q18
            is not null then concat(q1, ', ', q18) end)),
        struct_pack(measure := 'beside', subject := 'q1, q21', counts := histogram(case when q1 is not null and q21
            is not null then concat(q1, ', ', q21) end)),
        struct_pack(measure := 'beside', subject := 'q5, q6', counts := histogram(case when q5 not in (5) and q6 not
            in (4) then concat(q5, ', ', q6) end)),
        struct_pack(measure := 'beside', subject := 'q5, q18', counts := histogram(case when q5 not in (5) and q18
            is not null then concat(q5, ', ', q18) end)),
        struct_pack(measure := 'beside', subject := 'q5, q21', counts := histogram(case when q5 not in (5) and q21
            is not null then concat(q5, ', ', q21) end)),
        struct_pack(measure := 'beside', subject := 'q6, q18', counts := histogram(case when q6 not in (4) and q18
            is not null then concat(q6, ', ', q18) end)),
        struct_pack(measure := 'beside', subject := 'q6, q21', counts := histogram(case when q6 not in (4) and q21
            is not null then concat(q6, ', ', q21) end)),
        struct_pack(measure := 'beside', subject := 'q18, q21', counts := histogram(case when q18 is not null and
            q21 is not null then concat(q18, ', ', q21) end)),
        struct_pack(measure := 'beside', subject := 'v1, rating', counts := histogram(case when v1 is not null and
            q26 is not null and q27 is not null and q28 is not null and q29 is not null then concat(v1,
            ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) end)),
        struct_pack(measure := 'beside', subject := 'v2, rating', counts := histogram(case when v2 is not null and
            q26 is not null and q27 is not null and q28 is not null and q29 is not null then concat(v2,
            ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) end)),
        struct_pack(measure := 'beside', subject := 'v3, rating', counts := histogram(case when v3 is not null and
            q26 is not null and q27 is not null and q28 is not null and q29 is not null then concat(v3,
            ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) end)),
        struct_pack(measure := 'beside', subject := 'v4, rating', counts := histogram(case when v4 is not null and
            q26 is not null and q27 is not null and q28 is not null and q29 is not null then concat(v4,
            ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) end)),
        struct_pack(measure := 'beside', subject := 'v5, rating', counts := histogram(case when v5 is not null and
            q26 is not null and q27 is not null and q28 is not null and q29 is not null then concat(v5,
            ', ', case when q26 + q27 + q28 + q29 > 20 then 1 else 0 end) end)),
        struct_pack(measure := 'day', subject := 'answered_on', counts := histogram(cast(answered_on as varchar)))
    ]) as fact
    from answers
),

by_code as (
    select
        fact,
        unnest(map_entries(fact.counts)) as entry
    from counted
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
    case when grouping(registered.gender) = 0 then 'gender' when grouping(registered.age_group) = 0 then 'age_group'
        when grouping(registered.origin) = 0 then 'origin' when grouping(registered.education) = 0 then
        'education' when grouping(registered.industry10) = 0 then 'industry10' when grouping(registered.region)
        = 0 then 'region' end as subject,
    cast(registered.stratum_code as varchar) as stratum_code,
    cast(coalesce(registered.gender, registered.age_group, registered.origin, registered.education, registered.industry10, registered.region) as varchar) as category_code,
    cast(count(case when answers.status_code = '1' and answers.q1 is not null then 1 end) as bigint) as n,
    cast(count(*) as bigint) as of_n,
    cast(null as double) as number
from registered
left join answers on registered.person_id = answers.person_id
group by grouping sets ((registered.stratum_code, registered.gender), (registered.stratum_code,
    registered.age_group), (registered.stratum_code, registered.origin), (registered.stratum_code,
    registered.education), (registered.stratum_code, registered.industry10), (registered.stratum_code,
    registered.region))
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
    fact.measure as measure,
    fact.subject as subject,
    cast(null as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(fact.n as bigint) as n,
    cast(fact.of_n as bigint) as of_n,
    cast(fact.number as double) as number
from of_everybody
union all
select
    fact.measure as measure,
    fact.subject as subject,
    cast(stratum_code as varchar) as stratum_code,
    cast(null as varchar) as category_code,
    cast(fact.n as bigint) as n,
    cast(fact.of_n as bigint) as of_n,
    cast(fact.number as double) as number
from of_strata
where fact.of_n > 0
union all
select
    fact.measure as measure,
    fact.subject as subject,
    cast(null as varchar) as stratum_code,
    cast(entry.key as varchar) as category_code,
    cast(entry.value as bigint) as n,
    cast(null as bigint) as of_n,
    cast(null as double) as number
from by_code
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
