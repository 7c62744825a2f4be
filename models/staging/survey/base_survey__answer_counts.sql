-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- Answers that keep the contract, one row per question: how many there are, in all delivered questionnaires.
with

counted as (
    select
        count(case when q1_broken_rule is null then q1 end) as q1,
        count(case when q2_broken_rule is null then q2 end) as q2,
        count(case when q3_broken_rule is null then q3 end) as q3,
        count(case when q4_broken_rule is null then q4 end) as q4,
        count(case when q5_broken_rule is null then q5 end) as q5,
        count(case when q6_broken_rule is null then q6 end) as q6,
        count(case when q7_broken_rule is null then q7 end) as q7,
        count(case when q8_1_broken_rule is null then q8_1 end) as q8_1,
        count(case when q8_2_broken_rule is null then q8_2 end) as q8_2,
        count(case when q8_3_broken_rule is null then q8_3 end) as q8_3,
        count(case when q8_4_broken_rule is null then q8_4 end) as q8_4,
        count(case when q8_5_broken_rule is null then q8_5 end) as q8_5,
        count(case when q8_6_broken_rule is null then q8_6 end) as q8_6,
        count(case when q9_broken_rule is null then q9 end) as q9,
        count(case when q11_1_broken_rule is null then q11_1 end) as q11_1,
        count(case when q11_2_broken_rule is null then q11_2 end) as q11_2,
        count(case when q11_3_broken_rule is null then q11_3 end) as q11_3,
        count(case when q11_4_broken_rule is null then q11_4 end) as q11_4,
        count(case when q12_1_broken_rule is null then q12_1 end) as q12_1,
        count(case when q12_2_broken_rule is null then q12_2 end) as q12_2,
        count(case when q12_3_broken_rule is null then q12_3 end) as q12_3,
        count(case when q12_4_broken_rule is null then q12_4 end) as q12_4,
        count(case when q12_5_broken_rule is null then q12_5 end) as q12_5,
        count(case when q12_6_broken_rule is null then q12_6 end) as q12_6,
        count(case when q13_broken_rule is null then q13 end) as q13,
        count(case when q14_1_broken_rule is null then q14_1 end) as q14_1,
        count(case when q14_2_broken_rule is null then q14_2 end) as q14_2,
        count(case when q14_3_broken_rule is null then q14_3 end) as q14_3,
        count(case when q14_4_broken_rule is null then q14_4 end) as q14_4,
        count(case when q14_5_broken_rule is null then q14_5 end) as q14_5,
        count(case when q14_6_broken_rule is null then q14_6 end) as q14_6,
        count(case when q15_broken_rule is null then q15 end) as q15,
        count(case when q16_1_broken_rule is null then q16_1 end) as q16_1,
        count(case when q16_2_broken_rule is null then q16_2 end) as q16_2,
        count(case when q16_3_broken_rule is null then q16_3 end) as q16_3,
        count(case when q17_1_broken_rule is null then q17_1 end) as q17_1,
        count(case when q17_2_broken_rule is null then q17_2 end) as q17_2,
        count(case when q18_broken_rule is null then q18 end) as q18,
        count(case when q19_1_broken_rule is null then q19_1 end) as q19_1,
        count(case when q19_2_broken_rule is null then q19_2 end) as q19_2,
        count(case when q19_3_broken_rule is null then q19_3 end) as q19_3,
        count(case when q19_4_broken_rule is null then q19_4 end) as q19_4,
        count(case when q19_5_broken_rule is null then q19_5 end) as q19_5,
        count(case when q19_6_broken_rule is null then q19_6 end) as q19_6,
        count(case when q20_broken_rule is null then q20 end) as q20,
        count(case when q21_broken_rule is null then q21 end) as q21,
        count(case when q22_1_broken_rule is null then q22_1 end) as q22_1,
        count(case when q22_2_broken_rule is null then q22_2 end) as q22_2,
        count(case when q22_3_broken_rule is null then q22_3 end) as q22_3,
        count(case when q22_4_broken_rule is null then q22_4 end) as q22_4,
        count(case when q22_5_broken_rule is null then q22_5 end) as q22_5,
        count(case when q22_6_broken_rule is null then q22_6 end) as q22_6,
        count(case when q22_7_broken_rule is null then q22_7 end) as q22_7,
        count(case when q23_1_broken_rule is null then q23_1 end) as q23_1,
        count(case when q23_2_broken_rule is null then q23_2 end) as q23_2,
        count(case when q23_3_broken_rule is null then q23_3 end) as q23_3,
        count(case when q23_4_broken_rule is null then q23_4 end) as q23_4,
        count(case when q23_5_broken_rule is null then q23_5 end) as q23_5,
        count(case when q23_6_broken_rule is null then q23_6 end) as q23_6,
        count(case when q24_1_broken_rule is null then q24_1 end) as q24_1,
        count(case when q24_2_broken_rule is null then q24_2 end) as q24_2,
        count(case when q24_3_broken_rule is null then q24_3 end) as q24_3,
        count(case when q24_4_broken_rule is null then q24_4 end) as q24_4,
        count(case when q25_1_broken_rule is null then q25_1 end) as q25_1,
        count(case when q25_2_broken_rule is null then q25_2 end) as q25_2,
        count(case when q25_3_broken_rule is null then q25_3 end) as q25_3,
        count(case when v1_broken_rule is null then v1 end) as v1,
        count(case when v2_broken_rule is null then v2 end) as v2,
        count(case when v3_broken_rule is null then v3 end) as v3,
        count(case when v4_broken_rule is null then v4 end) as v4,
        count(case when v5_broken_rule is null then v5 end) as v5,
        count(case when q26_broken_rule is null then q26 end) as q26,
        count(case when q27_broken_rule is null then q27 end) as q27,
        count(case when q28_broken_rule is null then q28 end) as q28,
        count(case when q29_broken_rule is null then q29 end) as q29
    from {{ ref('base_survey__checked_responses') }}
)

select
    'q1' as variable_name,
    q1 as n_accepted
from counted
union all
select
    'q2' as variable_name,
    q2 as n_accepted
from counted
union all
select
    'q3' as variable_name,
    q3 as n_accepted
from counted
union all
select
    'q4' as variable_name,
    q4 as n_accepted
from counted
union all
select
    'q5' as variable_name,
    q5 as n_accepted
from counted
union all
select
    'q6' as variable_name,
    q6 as n_accepted
from counted
union all
select
    'q7' as variable_name,
    q7 as n_accepted
from counted
union all
select
    'q8_1' as variable_name,
    q8_1 as n_accepted
from counted
union all
select
    'q8_2' as variable_name,
    q8_2 as n_accepted
from counted
union all
select
    'q8_3' as variable_name,
    q8_3 as n_accepted
from counted
union all
select
    'q8_4' as variable_name,
    q8_4 as n_accepted
from counted
union all
select
    'q8_5' as variable_name,
    q8_5 as n_accepted
from counted
union all
select
    'q8_6' as variable_name,
    q8_6 as n_accepted
from counted
union all
select
    'q9' as variable_name,
    q9 as n_accepted
from counted
union all
select
    'q11_1' as variable_name,
    q11_1 as n_accepted
from counted
union all
select
    'q11_2' as variable_name,
    q11_2 as n_accepted
from counted
union all
select
    'q11_3' as variable_name,
    q11_3 as n_accepted
from counted
union all
select
    'q11_4' as variable_name,
    q11_4 as n_accepted
from counted
union all
select
    'q12_1' as variable_name,
    q12_1 as n_accepted
from counted
union all
select
    'q12_2' as variable_name,
    q12_2 as n_accepted
from counted
union all
select
    'q12_3' as variable_name,
    q12_3 as n_accepted
from counted
union all
select
    'q12_4' as variable_name,
    q12_4 as n_accepted
from counted
union all
select
    'q12_5' as variable_name,
    q12_5 as n_accepted
from counted
union all
select
    'q12_6' as variable_name,
    q12_6 as n_accepted
from counted
union all
select
    'q13' as variable_name,
    q13 as n_accepted
from counted
union all
select
    'q14_1' as variable_name,
    q14_1 as n_accepted
from counted
union all
select
    'q14_2' as variable_name,
    q14_2 as n_accepted
from counted
union all
select
    'q14_3' as variable_name,
    q14_3 as n_accepted
from counted
union all
select
    'q14_4' as variable_name,
    q14_4 as n_accepted
from counted
union all
select
    'q14_5' as variable_name,
    q14_5 as n_accepted
from counted
union all
select
    'q14_6' as variable_name,
    q14_6 as n_accepted
from counted
union all
select
    'q15' as variable_name,
    q15 as n_accepted
from counted
union all
select
    'q16_1' as variable_name,
    q16_1 as n_accepted
from counted
union all
select
    'q16_2' as variable_name,
    q16_2 as n_accepted
from counted
union all
select
    'q16_3' as variable_name,
    q16_3 as n_accepted
from counted
union all
select
    'q17_1' as variable_name,
    q17_1 as n_accepted
from counted
union all
select
    'q17_2' as variable_name,
    q17_2 as n_accepted
from counted
union all
select
    'q18' as variable_name,
    q18 as n_accepted
from counted
union all
select
    'q19_1' as variable_name,
    q19_1 as n_accepted
from counted
union all
select
    'q19_2' as variable_name,
    q19_2 as n_accepted
from counted
union all
select
    'q19_3' as variable_name,
    q19_3 as n_accepted
from counted
union all
select
    'q19_4' as variable_name,
    q19_4 as n_accepted
from counted
union all
select
    'q19_5' as variable_name,
    q19_5 as n_accepted
from counted
union all
select
    'q19_6' as variable_name,
    q19_6 as n_accepted
from counted
union all
select
    'q20' as variable_name,
    q20 as n_accepted
from counted
union all
select
    'q21' as variable_name,
    q21 as n_accepted
from counted
union all
select
    'q22_1' as variable_name,
    q22_1 as n_accepted
from counted
union all
select
    'q22_2' as variable_name,
    q22_2 as n_accepted
from counted
union all
select
    'q22_3' as variable_name,
    q22_3 as n_accepted
from counted
union all
select
    'q22_4' as variable_name,
    q22_4 as n_accepted
from counted
union all
select
    'q22_5' as variable_name,
    q22_5 as n_accepted
from counted
union all
select
    'q22_6' as variable_name,
    q22_6 as n_accepted
from counted
union all
select
    'q22_7' as variable_name,
    q22_7 as n_accepted
from counted
union all
select
    'q23_1' as variable_name,
    q23_1 as n_accepted
from counted
union all
select
    'q23_2' as variable_name,
    q23_2 as n_accepted
from counted
union all
select
    'q23_3' as variable_name,
    q23_3 as n_accepted
from counted
union all
select
    'q23_4' as variable_name,
    q23_4 as n_accepted
from counted
union all
select
    'q23_5' as variable_name,
    q23_5 as n_accepted
from counted
union all
select
    'q23_6' as variable_name,
    q23_6 as n_accepted
from counted
union all
select
    'q24_1' as variable_name,
    q24_1 as n_accepted
from counted
union all
select
    'q24_2' as variable_name,
    q24_2 as n_accepted
from counted
union all
select
    'q24_3' as variable_name,
    q24_3 as n_accepted
from counted
union all
select
    'q24_4' as variable_name,
    q24_4 as n_accepted
from counted
union all
select
    'q25_1' as variable_name,
    q25_1 as n_accepted
from counted
union all
select
    'q25_2' as variable_name,
    q25_2 as n_accepted
from counted
union all
select
    'q25_3' as variable_name,
    q25_3 as n_accepted
from counted
union all
select
    'v1' as variable_name,
    v1 as n_accepted
from counted
union all
select
    'v2' as variable_name,
    v2 as n_accepted
from counted
union all
select
    'v3' as variable_name,
    v3 as n_accepted
from counted
union all
select
    'v4' as variable_name,
    v4 as n_accepted
from counted
union all
select
    'v5' as variable_name,
    v5 as n_accepted
from counted
union all
select
    'q26' as variable_name,
    q26 as n_accepted
from counted
union all
select
    'q27' as variable_name,
    q27 as n_accepted
from counted
union all
select
    'q28' as variable_name,
    q28 as n_accepted
from counted
union all
select
    'q29' as variable_name,
    q29 as n_accepted
from counted
