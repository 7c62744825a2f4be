-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- One row per complete respondent, managers and non-managers (the weights describe the frame, over-coverage included):
-- stratum, calibration cell (its weight: fit_calibration), and every analysis variable as a column, NULL where there is
-- no valid answer. Of non-managers only the register is known. <question>_status: whether a manager answered it, or why
-- there is no answer (code list answer_status). in_<domain>: the domains of reporting_domains.
with

variables as (
    select
        persons.person_id,
        persons.stratum_code,
        persons.calibration_cell_id,
        persons.person_mark,
        persons.is_manager,
        persons.age_years,
        persons.sector,
        persons.gender,
        persons.age_group,
        persons.is_under_40,
        persons.origin,
        nullif(persons.region, 0) as region,
        persons.education,
        persons.industry10,
        persons.industry9,
        -- Answers.
        responses.q1,
        nullif(responses.q2, 99) as q2,
        responses.q3,
        nullif(responses.q4, 99) as q4,
        nullif(responses.q5, 5) as q5,
        nullif(responses.q6, 4) as q6,
        nullif(responses.q7, 3) as q7,
        responses.q8_1,
        responses.q8_2,
        responses.q8_3,
        responses.q8_4,
        responses.q8_5,
        responses.q8_6,
        nullif(responses.q9, 6) as q9,
        nullif(responses.q11_1, 6) as q11_1,
        nullif(responses.q11_2, 6) as q11_2,
        nullif(responses.q11_3, 6) as q11_3,
        nullif(responses.q11_4, 6) as q11_4,
        responses.q12_1,
        responses.q12_2,
        responses.q12_3,
        responses.q12_4,
        responses.q12_5,
        responses.q12_6,
        nullif(responses.q13, 6) as q13,
        nullif(responses.q14_1, 6) as q14_1,
        nullif(responses.q14_2, 6) as q14_2,
        nullif(responses.q14_3, 6) as q14_3,
        nullif(responses.q14_4, 6) as q14_4,
        nullif(responses.q14_5, 6) as q14_5,
        nullif(responses.q14_6, 6) as q14_6,
        nullif(responses.q15, 6) as q15,
        nullif(responses.q16_1, 6) as q16_1,
        nullif(responses.q16_2, 6) as q16_2,
        nullif(responses.q16_3, 6) as q16_3,
        nullif(responses.q17_1, 6) as q17_1,
        nullif(responses.q17_2, 6) as q17_2,
        responses.q18,
        responses.q19_1,
        responses.q19_2,
        responses.q19_3,
        responses.q19_4,
        responses.q19_5,
        responses.q19_6,
        nullif(responses.q20, 99) as q20,
        responses.q21,
        responses.q22_1,
        responses.q22_2,
        responses.q22_3,
        responses.q22_4,
        responses.q22_5,
        responses.q22_6,
        responses.q22_7,
        nullif(responses.q23_1, 6) as q23_1,
        nullif(responses.q23_2, 6) as q23_2,
        nullif(responses.q23_3, 6) as q23_3,
        nullif(responses.q23_4, 6) as q23_4,
        nullif(responses.q23_5, 6) as q23_5,
        nullif(responses.q23_6, 6) as q23_6,
        nullif(responses.q24_1, 6) as q24_1,
        nullif(responses.q24_2, 6) as q24_2,
        nullif(responses.q24_3, 6) as q24_3,
        nullif(responses.q24_4, 6) as q24_4,
        nullif(responses.q25_1, 6) as q25_1,
        nullif(responses.q25_2, 6) as q25_2,
        nullif(responses.q25_3, 6) as q25_3,
        responses.v1,
        responses.v2,
        responses.v3,
        responses.v4,
        responses.v5,
        responses.q26,
        responses.q27,
        responses.q28,
        responses.q29,
        -- Made from answers.
        cast(
            case
                when responses.q1 = 1 then 1
                when responses.q1 = 2 then 2
                when responses.q1 = 3 then 3
            end as smallint
        ) as leader_type,
        nullif(responses.q2, 99) as experience_years,
        cast(
            case
                when responses.q2 between 0 and 8 then 1
                when responses.q2 between 9 and 15 then 2
                when responses.q2 between 16 and 24 then 3
                when responses.q2 between 25 and 98 then 4
            end as smallint
        ) as experience_group,
        responses.q3 as span_employees,
        cast(
            case
                when responses.q3 between 0 and 7 then 1
                when responses.q3 between 8 and 15 then 2
                when responses.q3 between 16 and 28 then 3
                when responses.q3 between 29 and 100 then 4
                when responses.q3 between 101 and 101 then 5
            end as smallint
        ) as span_group,
        cast(
            case
                when responses.q5 = 1 then 1
                when responses.q5 = 2 then 2
                when responses.q5 = 3 then 3
                when responses.q5 = 4 then 4
            end as smallint
        ) as organisation_size,
        cast(
            case
                when responses.q6 = 1 then 1
                when responses.q6 = 2 then 2
                when responses.q6 = 3 then 3
            end as smallint
        ) as amo,
        responses.q18 as training_status,
        cast(
            case
                when responses.q18 = 1 then 1
                when responses.q18 = 2 then 1
                when responses.q18 = 3 then 0
            end as smallint
        ) as is_trained,
        nullif(responses.q20, 99) as training_year,
        cast(
            case
                when responses.q20 between 1950 and 2009 then 1
                when responses.q20 between 2010 and 2019 then 2
                when {{ var('wave') }} <= 2024 and responses.q20 between 2020 and 2024 then 3
                when {{ var('wave') }} >= 2026 and responses.q20 between 2020 and 2026 then 3
                when responses.q20 between 99 and 99 then 4
            end as smallint
        ) as training_period,
        responses.q21 as provider_type,
        cast(
            case
                when responses.q15 = 1 then 1
                when responses.q15 = 2 then 2
                when responses.q15 = 3 then 3
                when responses.q15 = 4 then 4
                when responses.q15 = 5 then 5
            end as smallint
        ) as desire,
        cast(
            case
                when responses.q15 = 1 then 0
                when responses.q15 = 2 then 25
                when responses.q15 = 3 then 50
                when responses.q15 = 4 then 75
                when responses.q15 = 5 then 100
            end as smallint
        ) as desire_points,
        (coalesce(nullif(responses.q17_1, 6), 0) + coalesce(nullif(responses.q17_2, 6), 0)) / cast(nullif(case when
            nullif(responses.q17_1, 6) is null then 0 else 1 end + case when nullif(responses.q17_2, 6) is null
            then 0 else 1 end, 0) as double) as resource_index,
        responses.v1 as vignette_problem,
        responses.v2 as vignette_duration,
        responses.v3 as vignette_financing,
        responses.v4 as vignette_time_off,
        responses.v5 as vignette_location,
        responses.q26 as accepts_offer,
        responses.q27 as offer_attractive,
        responses.q28 as makes_difference,
        responses.q29 as offer_realistic,
        -- What became of every question.
        cast(
            case
                when not persons.is_manager then null
                when persons.region is null then 3
                when persons.region in (0) then 2
                else 1
            end as smallint
        ) as region_status,
        cast(
            case
                when not persons.is_manager then null
                when responses.q1 is null then 3
                else 1
            end as smallint
        ) as q1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q2 is null then 3
                when responses.q2 in (99) then 2
                else 1
            end as smallint
        ) as q2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q3 is null then 3
                else 1
            end as smallint
        ) as q3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q4 is null then 3
                when responses.q4 in (99) then 2
                else 1
            end as smallint
        ) as q4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q5 is null then 3
                when responses.q5 in (5) then 2
                else 1
            end as smallint
        ) as q5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q6 is null then 3
                when responses.q6 in (4) then 2
                else 1
            end as smallint
        ) as q6_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q7 is null then 3
                when responses.q7 in (3) then 2
                else 1
            end as smallint
        ) as q7_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q8_1 is null then 3
                else 1
            end as smallint
        ) as q8_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q8_2 is null then 3
                else 1
            end as smallint
        ) as q8_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q8_3 is null then 3
                else 1
            end as smallint
        ) as q8_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q8_4 is null then 3
                else 1
            end as smallint
        ) as q8_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q8_5 is null then 3
                else 1
            end as smallint
        ) as q8_5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q8_6 is null then 3
                else 1
            end as smallint
        ) as q8_6_status,
        cast(
            case
                when not persons.is_manager then null
                when not (({{ var('wave') }} <= 2024)) then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q9 is null then 3
                when responses.q9 in (6) then 2
                else 1
            end as smallint
        ) as q9_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q11_1 is null then 3
                when responses.q11_1 in (6) then 2
                else 1
            end as smallint
        ) as q11_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q11_2 is null then 3
                when responses.q11_2 in (6) then 2
                else 1
            end as smallint
        ) as q11_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q11_3 is null then 3
                when responses.q11_3 in (6) then 2
                else 1
            end as smallint
        ) as q11_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q11_4 is null then 3
                when responses.q11_4 in (6) then 2
                else 1
            end as smallint
        ) as q11_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q12_1 is null then 3
                else 1
            end as smallint
        ) as q12_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q12_2 is null then 3
                else 1
            end as smallint
        ) as q12_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q12_3 is null then 3
                else 1
            end as smallint
        ) as q12_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q12_4 is null then 3
                else 1
            end as smallint
        ) as q12_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q12_5 is null then 3
                else 1
            end as smallint
        ) as q12_5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q12_6 is null then 3
                else 1
            end as smallint
        ) as q12_6_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q13 is null then 3
                when responses.q13 in (6) then 2
                else 1
            end as smallint
        ) as q13_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q14_1 is null then 3
                when responses.q14_1 in (6) then 2
                else 1
            end as smallint
        ) as q14_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q14_2 is null then 3
                when responses.q14_2 in (6) then 2
                else 1
            end as smallint
        ) as q14_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2), false) then 4
                when responses.q14_3 is null then 3
                when responses.q14_3 in (6) then 2
                else 1
            end as smallint
        ) as q14_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2), false) then 4
                when responses.q14_4 is null then 3
                when responses.q14_4 in (6) then 2
                else 1
            end as smallint
        ) as q14_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q14_5 is null then 3
                when responses.q14_5 in (6) then 2
                else 1
            end as smallint
        ) as q14_5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q14_6 is null then 3
                when responses.q14_6 in (6) then 2
                else 1
            end as smallint
        ) as q14_6_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q15 is null then 3
                when responses.q15 in (6) then 2
                else 1
            end as smallint
        ) as q15_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q16_1 is null then 3
                when responses.q16_1 in (6) then 2
                else 1
            end as smallint
        ) as q16_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q16_2 is null then 3
                when responses.q16_2 in (6) then 2
                else 1
            end as smallint
        ) as q16_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q16_3 is null then 3
                when responses.q16_3 in (6) then 2
                else 1
            end as smallint
        ) as q16_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q17_1 is null then 3
                when responses.q17_1 in (6) then 2
                else 1
            end as smallint
        ) as q17_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q17_2 is null then 3
                when responses.q17_2 in (6) then 2
                else 1
            end as smallint
        ) as q17_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q18 is null then 3
                else 1
            end as smallint
        ) as q18_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q19_1 is null then 3
                else 1
            end as smallint
        ) as q19_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q19_2 is null then 3
                else 1
            end as smallint
        ) as q19_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q19_3 is null then 3
                else 1
            end as smallint
        ) as q19_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q19_4 is null then 3
                else 1
            end as smallint
        ) as q19_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q19_5 is null then 3
                else 1
            end as smallint
        ) as q19_5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q19_6 is null then 3
                else 1
            end as smallint
        ) as q19_6_status,
        cast(
            case
                when not persons.is_manager then null
                when not (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q20 is null then 3
                else 1
            end as smallint
        ) as q20_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q21 is null then 3
                else 1
            end as smallint
        ) as q21_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_1 is null then 3
                else 1
            end as smallint
        ) as q22_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_2 is null then 3
                else 1
            end as smallint
        ) as q22_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_3 is null then 3
                else 1
            end as smallint
        ) as q22_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_4 is null then 3
                else 1
            end as smallint
        ) as q22_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_5 is null then 3
                else 1
            end as smallint
        ) as q22_5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_6 is null then 3
                else 1
            end as smallint
        ) as q22_6_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q22_7 is null then 3
                else 1
            end as smallint
        ) as q22_7_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q23_1 is null then 3
                when responses.q23_1 in (6) then 2
                else 1
            end as smallint
        ) as q23_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q23_2 is null then 3
                when responses.q23_2 in (6) then 2
                else 1
            end as smallint
        ) as q23_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q23_3 is null then 3
                when responses.q23_3 in (6) then 2
                else 1
            end as smallint
        ) as q23_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q23_4 is null then 3
                when responses.q23_4 in (6) then 2
                else 1
            end as smallint
        ) as q23_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q23_5 is null then 3
                when responses.q23_5 in (6) then 2
                else 1
            end as smallint
        ) as q23_5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (1, 2), false) then 4
                when responses.q23_6 is null then 3
                when responses.q23_6 in (6) then 2
                else 1
            end as smallint
        ) as q23_6_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (3), false) then 4
                when responses.q24_1 is null then 3
                when responses.q24_1 in (6) then 2
                else 1
            end as smallint
        ) as q24_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (3), false) then 4
                when responses.q24_2 is null then 3
                when responses.q24_2 in (6) then 2
                else 1
            end as smallint
        ) as q24_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (3), false) then 4
                when responses.q24_3 is null then 3
                when responses.q24_3 in (6) then 2
                else 1
            end as smallint
        ) as q24_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when not coalesce(responses.q18 in (3), false) then 4
                when responses.q24_4 is null then 3
                when responses.q24_4 in (6) then 2
                else 1
            end as smallint
        ) as q24_4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q25_1 is null then 3
                when responses.q25_1 in (6) then 2
                else 1
            end as smallint
        ) as q25_1_status,
        cast(
            case
                when not persons.is_manager then null
                when not (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q25_2 is null then 3
                when responses.q25_2 in (6) then 2
                else 1
            end as smallint
        ) as q25_2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q25_3 is null then 3
                when responses.q25_3 in (6) then 2
                else 1
            end as smallint
        ) as q25_3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.v1 is null then 3
                else 1
            end as smallint
        ) as v1_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.v2 is null then 3
                else 1
            end as smallint
        ) as v2_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.v3 is null then 3
                else 1
            end as smallint
        ) as v3_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.v4 is null then 3
                else 1
            end as smallint
        ) as v4_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.v5 is null then 3
                else 1
            end as smallint
        ) as v5_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q26 is null then 3
                else 1
            end as smallint
        ) as q26_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q27 is null then 3
                else 1
            end as smallint
        ) as q27_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q28 is null then 3
                else 1
            end as smallint
        ) as q28_status,
        cast(
            case
                when not persons.is_manager then null
                when not coalesce(responses.q1 in (1, 2, 3), false) then 4
                when responses.q29 is null then 3
                else 1
            end as smallint
        ) as q29_status
    from {{ ref('int_sample__persons') }} as persons
    inner join {{ ref('stg_survey__responses') }} as responses
        on persons.person_id = responses.person_id
    where persons.is_complete
)

select
    *,
    is_manager as in_all_managers,
    is_manager and coalesce(is_trained in (1), false) as in_trained,
    is_manager and coalesce(is_trained in (0), false) as in_untrained,
    is_manager and coalesce(leader_type in (1, 2), false) as in_personnel_responsibility,
    is_manager and (organisation_size is not null) as in_size_known,
    is_manager and (amo is not null) as in_amo_known,
    is_manager and coalesce(is_trained in (1), false) and (provider_type is not null) as in_provider_known,
    is_manager and coalesce(is_trained in (1), false) and (coalesce(q22_1 > 0, false) or coalesce(q22_2 > 0, false)
        or coalesce(q22_3 > 0, false) or coalesce(q22_4 > 0, false) or coalesce(q22_5 > 0, false) or
        coalesce(q22_6 > 0, false) or coalesce(q22_7 > 0, false)) as in_financing_known,
    is_manager and coalesce(is_trained in (1), false) and (q23_2 is not null or q23_5 is not null or q23_3 is not
        null) as in_start_individual_any,
    is_manager and coalesce(is_trained in (1), false) and (q23_2 is not null and q23_5 is not null and q23_3 is not
        null) as in_start_individual_all,
    is_manager and coalesce(is_trained in (1), false) and (q23_1 is not null or q23_4 is not null or q23_6 is not
        null) as in_start_organisational_any,
    is_manager and coalesce(is_trained in (1), false) and (q23_1 is not null and q23_4 is not null and q23_6 is not
        null) as in_start_organisational_all,
    is_manager and coalesce(is_trained in (0), false) and (q24_1 is not null or q24_2 is not null or q24_3 is not
        null or q24_4 is not null) as in_not_taken_any,
    is_manager and coalesce(is_trained in (0), false) and (q24_1 is not null and q24_2 is not null and q24_3 is not
        null and q24_4 is not null) as in_not_taken_all,
    is_manager and (organisation_size is not null and span_group is not null and experience_group is not null and
        q16_1 is not null and q16_2 is not null and q16_3 is not null and desire is not null) as in_priority_model,
    is_manager and (organisation_size is not null and span_group is not null and experience_group is not null and
        q25_1 is not null and q25_2 is not null and q25_3 is not null and desire is not null) as in_self_efficacy_model,
    is_manager and (organisation_size is not null and span_group is not null and experience_group is not null and
        q11_1 is not null and q11_2 is not null and q11_3 is not null and q11_4 is not null and desire is not
        null) as in_work_environment_model,
    is_manager and (q16_1 is not null) as in_priority_known,
    is_manager and (q17_1 is not null and q17_2 is not null and desire is not null) as in_resources_both,
    is_manager and (q17_1 is not null or q17_2 is not null) as in_resources_any,
    is_manager and (q14_5 is not null and desire is not null) as in_awareness_known,
    is_manager and (q14_6 is not null and desire is not null) as in_colleagues_known,
    is_manager and (q14_1 is not null and q14_2 is not null and desire is not null) as in_time_relevance_both,
    is_manager and coalesce(leader_type in (1, 2), false) and (q14_3 is not null and q14_4 is not null and desire is
        not null) as in_effects_both,
    is_manager and (accepts_offer is not null) as in_experiment_accepts,
    is_manager and (offer_attractive is not null) as in_experiment_attractive,
    is_manager and (makes_difference is not null) as in_experiment_difference,
    is_manager and (offer_realistic is not null) as in_experiment_realistic
from variables
