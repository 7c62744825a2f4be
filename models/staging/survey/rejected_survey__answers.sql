-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- Answers that break the contract, one row per person and question, with the rule they break. Only questionnaires with
-- such an answer are looked through.
with

offending as (
    select *
    from {{ ref('base_survey__checked_responses') }}
    where
        coalesce(
            q1_broken_rule,
            q2_broken_rule,
            q3_broken_rule,
            q4_broken_rule,
            q5_broken_rule,
            q6_broken_rule,
            q7_broken_rule,
            q8_1_broken_rule,
            q8_2_broken_rule,
            q8_3_broken_rule,
            q8_4_broken_rule,
            q8_5_broken_rule,
            q8_6_broken_rule,
            q9_broken_rule,
            q11_1_broken_rule,
            q11_2_broken_rule,
            q11_3_broken_rule,
            q11_4_broken_rule,
            q12_1_broken_rule,
            q12_2_broken_rule,
            q12_3_broken_rule,
            q12_4_broken_rule,
            q12_5_broken_rule,
            q12_6_broken_rule,
            q13_broken_rule,
            q14_1_broken_rule,
            q14_2_broken_rule,
            q14_3_broken_rule,
            q14_4_broken_rule,
            q14_5_broken_rule,
            q14_6_broken_rule,
            q15_broken_rule,
            q16_1_broken_rule,
            q16_2_broken_rule,
            q16_3_broken_rule,
            q17_1_broken_rule,
            q17_2_broken_rule,
            q18_broken_rule,
            q19_1_broken_rule,
            q19_2_broken_rule,
            q19_3_broken_rule,
            q19_4_broken_rule,
            q19_5_broken_rule,
            q19_6_broken_rule,
            q20_broken_rule,
            q21_broken_rule,
            q22_1_broken_rule,
            q22_2_broken_rule,
            q22_3_broken_rule,
            q22_4_broken_rule,
            q22_5_broken_rule,
            q22_6_broken_rule,
            q22_7_broken_rule,
            q23_1_broken_rule,
            q23_2_broken_rule,
            q23_3_broken_rule,
            q23_4_broken_rule,
            q23_5_broken_rule,
            q23_6_broken_rule,
            q24_1_broken_rule,
            q24_2_broken_rule,
            q24_3_broken_rule,
            q24_4_broken_rule,
            q25_1_broken_rule,
            q25_2_broken_rule,
            q25_3_broken_rule,
            v1_broken_rule,
            v2_broken_rule,
            v3_broken_rule,
            v4_broken_rule,
            v5_broken_rule,
            q26_broken_rule,
            q27_broken_rule,
            q28_broken_rule,
            q29_broken_rule
        ) is not null
)

select
    person_id,
    'q1' as variable_name,
    q1 as answer_code,
    q1_broken_rule as rejection_reason
from offending
where q1_broken_rule is not null
union all
select
    person_id,
    'q2' as variable_name,
    q2 as answer_code,
    q2_broken_rule as rejection_reason
from offending
where q2_broken_rule is not null
union all
select
    person_id,
    'q3' as variable_name,
    q3 as answer_code,
    q3_broken_rule as rejection_reason
from offending
where q3_broken_rule is not null
union all
select
    person_id,
    'q4' as variable_name,
    q4 as answer_code,
    q4_broken_rule as rejection_reason
from offending
where q4_broken_rule is not null
union all
select
    person_id,
    'q5' as variable_name,
    q5 as answer_code,
    q5_broken_rule as rejection_reason
from offending
where q5_broken_rule is not null
union all
select
    person_id,
    'q6' as variable_name,
    q6 as answer_code,
    q6_broken_rule as rejection_reason
from offending
where q6_broken_rule is not null
union all
select
    person_id,
    'q7' as variable_name,
    q7 as answer_code,
    q7_broken_rule as rejection_reason
from offending
where q7_broken_rule is not null
union all
select
    person_id,
    'q8_1' as variable_name,
    q8_1 as answer_code,
    q8_1_broken_rule as rejection_reason
from offending
where q8_1_broken_rule is not null
union all
select
    person_id,
    'q8_2' as variable_name,
    q8_2 as answer_code,
    q8_2_broken_rule as rejection_reason
from offending
where q8_2_broken_rule is not null
union all
select
    person_id,
    'q8_3' as variable_name,
    q8_3 as answer_code,
    q8_3_broken_rule as rejection_reason
from offending
where q8_3_broken_rule is not null
union all
select
    person_id,
    'q8_4' as variable_name,
    q8_4 as answer_code,
    q8_4_broken_rule as rejection_reason
from offending
where q8_4_broken_rule is not null
union all
select
    person_id,
    'q8_5' as variable_name,
    q8_5 as answer_code,
    q8_5_broken_rule as rejection_reason
from offending
where q8_5_broken_rule is not null
union all
select
    person_id,
    'q8_6' as variable_name,
    q8_6 as answer_code,
    q8_6_broken_rule as rejection_reason
from offending
where q8_6_broken_rule is not null
union all
select
    person_id,
    'q9' as variable_name,
    q9 as answer_code,
    q9_broken_rule as rejection_reason
from offending
where q9_broken_rule is not null
union all
select
    person_id,
    'q11_1' as variable_name,
    q11_1 as answer_code,
    q11_1_broken_rule as rejection_reason
from offending
where q11_1_broken_rule is not null
union all
select
    person_id,
    'q11_2' as variable_name,
    q11_2 as answer_code,
    q11_2_broken_rule as rejection_reason
from offending
where q11_2_broken_rule is not null
union all
select
    person_id,
    'q11_3' as variable_name,
    q11_3 as answer_code,
    q11_3_broken_rule as rejection_reason
from offending
where q11_3_broken_rule is not null
union all
select
    person_id,
    'q11_4' as variable_name,
    q11_4 as answer_code,
    q11_4_broken_rule as rejection_reason
from offending
where q11_4_broken_rule is not null
union all
select
    person_id,
    'q12_1' as variable_name,
    q12_1 as answer_code,
    q12_1_broken_rule as rejection_reason
from offending
where q12_1_broken_rule is not null
union all
select
    person_id,
    'q12_2' as variable_name,
    q12_2 as answer_code,
    q12_2_broken_rule as rejection_reason
from offending
where q12_2_broken_rule is not null
union all
select
    person_id,
    'q12_3' as variable_name,
    q12_3 as answer_code,
    q12_3_broken_rule as rejection_reason
from offending
where q12_3_broken_rule is not null
union all
select
    person_id,
    'q12_4' as variable_name,
    q12_4 as answer_code,
    q12_4_broken_rule as rejection_reason
from offending
where q12_4_broken_rule is not null
union all
select
    person_id,
    'q12_5' as variable_name,
    q12_5 as answer_code,
    q12_5_broken_rule as rejection_reason
from offending
where q12_5_broken_rule is not null
union all
select
    person_id,
    'q12_6' as variable_name,
    q12_6 as answer_code,
    q12_6_broken_rule as rejection_reason
from offending
where q12_6_broken_rule is not null
union all
select
    person_id,
    'q13' as variable_name,
    q13 as answer_code,
    q13_broken_rule as rejection_reason
from offending
where q13_broken_rule is not null
union all
select
    person_id,
    'q14_1' as variable_name,
    q14_1 as answer_code,
    q14_1_broken_rule as rejection_reason
from offending
where q14_1_broken_rule is not null
union all
select
    person_id,
    'q14_2' as variable_name,
    q14_2 as answer_code,
    q14_2_broken_rule as rejection_reason
from offending
where q14_2_broken_rule is not null
union all
select
    person_id,
    'q14_3' as variable_name,
    q14_3 as answer_code,
    q14_3_broken_rule as rejection_reason
from offending
where q14_3_broken_rule is not null
union all
select
    person_id,
    'q14_4' as variable_name,
    q14_4 as answer_code,
    q14_4_broken_rule as rejection_reason
from offending
where q14_4_broken_rule is not null
union all
select
    person_id,
    'q14_5' as variable_name,
    q14_5 as answer_code,
    q14_5_broken_rule as rejection_reason
from offending
where q14_5_broken_rule is not null
union all
select
    person_id,
    'q14_6' as variable_name,
    q14_6 as answer_code,
    q14_6_broken_rule as rejection_reason
from offending
where q14_6_broken_rule is not null
union all
select
    person_id,
    'q15' as variable_name,
    q15 as answer_code,
    q15_broken_rule as rejection_reason
from offending
where q15_broken_rule is not null
union all
select
    person_id,
    'q16_1' as variable_name,
    q16_1 as answer_code,
    q16_1_broken_rule as rejection_reason
from offending
where q16_1_broken_rule is not null
union all
select
    person_id,
    'q16_2' as variable_name,
    q16_2 as answer_code,
    q16_2_broken_rule as rejection_reason
from offending
where q16_2_broken_rule is not null
union all
select
    person_id,
    'q16_3' as variable_name,
    q16_3 as answer_code,
    q16_3_broken_rule as rejection_reason
from offending
where q16_3_broken_rule is not null
union all
select
    person_id,
    'q17_1' as variable_name,
    q17_1 as answer_code,
    q17_1_broken_rule as rejection_reason
from offending
where q17_1_broken_rule is not null
union all
select
    person_id,
    'q17_2' as variable_name,
    q17_2 as answer_code,
    q17_2_broken_rule as rejection_reason
from offending
where q17_2_broken_rule is not null
union all
select
    person_id,
    'q18' as variable_name,
    q18 as answer_code,
    q18_broken_rule as rejection_reason
from offending
where q18_broken_rule is not null
union all
select
    person_id,
    'q19_1' as variable_name,
    q19_1 as answer_code,
    q19_1_broken_rule as rejection_reason
from offending
where q19_1_broken_rule is not null
union all
select
    person_id,
    'q19_2' as variable_name,
    q19_2 as answer_code,
    q19_2_broken_rule as rejection_reason
from offending
where q19_2_broken_rule is not null
union all
select
    person_id,
    'q19_3' as variable_name,
    q19_3 as answer_code,
    q19_3_broken_rule as rejection_reason
from offending
where q19_3_broken_rule is not null
union all
select
    person_id,
    'q19_4' as variable_name,
    q19_4 as answer_code,
    q19_4_broken_rule as rejection_reason
from offending
where q19_4_broken_rule is not null
union all
select
    person_id,
    'q19_5' as variable_name,
    q19_5 as answer_code,
    q19_5_broken_rule as rejection_reason
from offending
where q19_5_broken_rule is not null
union all
select
    person_id,
    'q19_6' as variable_name,
    q19_6 as answer_code,
    q19_6_broken_rule as rejection_reason
from offending
where q19_6_broken_rule is not null
union all
select
    person_id,
    'q20' as variable_name,
    q20 as answer_code,
    q20_broken_rule as rejection_reason
from offending
where q20_broken_rule is not null
union all
select
    person_id,
    'q21' as variable_name,
    q21 as answer_code,
    q21_broken_rule as rejection_reason
from offending
where q21_broken_rule is not null
union all
select
    person_id,
    'q22_1' as variable_name,
    q22_1 as answer_code,
    q22_1_broken_rule as rejection_reason
from offending
where q22_1_broken_rule is not null
union all
select
    person_id,
    'q22_2' as variable_name,
    q22_2 as answer_code,
    q22_2_broken_rule as rejection_reason
from offending
where q22_2_broken_rule is not null
union all
select
    person_id,
    'q22_3' as variable_name,
    q22_3 as answer_code,
    q22_3_broken_rule as rejection_reason
from offending
where q22_3_broken_rule is not null
union all
select
    person_id,
    'q22_4' as variable_name,
    q22_4 as answer_code,
    q22_4_broken_rule as rejection_reason
from offending
where q22_4_broken_rule is not null
union all
select
    person_id,
    'q22_5' as variable_name,
    q22_5 as answer_code,
    q22_5_broken_rule as rejection_reason
from offending
where q22_5_broken_rule is not null
union all
select
    person_id,
    'q22_6' as variable_name,
    q22_6 as answer_code,
    q22_6_broken_rule as rejection_reason
from offending
where q22_6_broken_rule is not null
union all
select
    person_id,
    'q22_7' as variable_name,
    q22_7 as answer_code,
    q22_7_broken_rule as rejection_reason
from offending
where q22_7_broken_rule is not null
union all
select
    person_id,
    'q23_1' as variable_name,
    q23_1 as answer_code,
    q23_1_broken_rule as rejection_reason
from offending
where q23_1_broken_rule is not null
union all
select
    person_id,
    'q23_2' as variable_name,
    q23_2 as answer_code,
    q23_2_broken_rule as rejection_reason
from offending
where q23_2_broken_rule is not null
union all
select
    person_id,
    'q23_3' as variable_name,
    q23_3 as answer_code,
    q23_3_broken_rule as rejection_reason
from offending
where q23_3_broken_rule is not null
union all
select
    person_id,
    'q23_4' as variable_name,
    q23_4 as answer_code,
    q23_4_broken_rule as rejection_reason
from offending
where q23_4_broken_rule is not null
union all
select
    person_id,
    'q23_5' as variable_name,
    q23_5 as answer_code,
    q23_5_broken_rule as rejection_reason
from offending
where q23_5_broken_rule is not null
union all
select
    person_id,
    'q23_6' as variable_name,
    q23_6 as answer_code,
    q23_6_broken_rule as rejection_reason
from offending
where q23_6_broken_rule is not null
union all
select
    person_id,
    'q24_1' as variable_name,
    q24_1 as answer_code,
    q24_1_broken_rule as rejection_reason
from offending
where q24_1_broken_rule is not null
union all
select
    person_id,
    'q24_2' as variable_name,
    q24_2 as answer_code,
    q24_2_broken_rule as rejection_reason
from offending
where q24_2_broken_rule is not null
union all
select
    person_id,
    'q24_3' as variable_name,
    q24_3 as answer_code,
    q24_3_broken_rule as rejection_reason
from offending
where q24_3_broken_rule is not null
union all
select
    person_id,
    'q24_4' as variable_name,
    q24_4 as answer_code,
    q24_4_broken_rule as rejection_reason
from offending
where q24_4_broken_rule is not null
union all
select
    person_id,
    'q25_1' as variable_name,
    q25_1 as answer_code,
    q25_1_broken_rule as rejection_reason
from offending
where q25_1_broken_rule is not null
union all
select
    person_id,
    'q25_2' as variable_name,
    q25_2 as answer_code,
    q25_2_broken_rule as rejection_reason
from offending
where q25_2_broken_rule is not null
union all
select
    person_id,
    'q25_3' as variable_name,
    q25_3 as answer_code,
    q25_3_broken_rule as rejection_reason
from offending
where q25_3_broken_rule is not null
union all
select
    person_id,
    'v1' as variable_name,
    v1 as answer_code,
    v1_broken_rule as rejection_reason
from offending
where v1_broken_rule is not null
union all
select
    person_id,
    'v2' as variable_name,
    v2 as answer_code,
    v2_broken_rule as rejection_reason
from offending
where v2_broken_rule is not null
union all
select
    person_id,
    'v3' as variable_name,
    v3 as answer_code,
    v3_broken_rule as rejection_reason
from offending
where v3_broken_rule is not null
union all
select
    person_id,
    'v4' as variable_name,
    v4 as answer_code,
    v4_broken_rule as rejection_reason
from offending
where v4_broken_rule is not null
union all
select
    person_id,
    'v5' as variable_name,
    v5 as answer_code,
    v5_broken_rule as rejection_reason
from offending
where v5_broken_rule is not null
union all
select
    person_id,
    'q26' as variable_name,
    q26 as answer_code,
    q26_broken_rule as rejection_reason
from offending
where q26_broken_rule is not null
union all
select
    person_id,
    'q27' as variable_name,
    q27 as answer_code,
    q27_broken_rule as rejection_reason
from offending
where q27_broken_rule is not null
union all
select
    person_id,
    'q28' as variable_name,
    q28 as answer_code,
    q28_broken_rule as rejection_reason
from offending
where q28_broken_rule is not null
union all
select
    person_id,
    'q29' as variable_name,
    q29 as answer_code,
    q29_broken_rule as rejection_reason
from offending
where q29_broken_rule is not null
