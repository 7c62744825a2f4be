-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- Answers that break the contract, one row per person and question, with the rule they break. Only questionnaires with
-- such an answer are looked through.
{%- set rows = [] %}
{%- for name in [
    "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8_1", "q8_2", "q8_3", "q8_4", "q8_5", "q8_6", "q9", "q11_1",
    "q11_2", "q11_3", "q11_4", "q12_1", "q12_2", "q12_3", "q12_4", "q12_5", "q12_6", "q13", "q14_1", "q14_2",
    "q14_3", "q14_4", "q14_5", "q14_6", "q15", "q16_1", "q16_2", "q16_3", "q17_1", "q17_2", "q18", "q19_1",
    "q19_2", "q19_3", "q19_4", "q19_5", "q19_6", "q20", "q21", "q22_1", "q22_2", "q22_3", "q22_4", "q22_5",
    "q22_6", "q22_7", "q23_1", "q23_2", "q23_3", "q23_4", "q23_5", "q23_6", "q24_1", "q24_2", "q24_3", "q24_4",
    "q25_1", "q25_2", "q25_3", "v1", "v2", "v3", "v4", "v5", "q26", "q27", "q28", "q29",
] %}
    {%- do rows.append({
        "person_id": "person_id",
        "variable_name": "'" ~ name ~ "'",
        "answer_code": name,
        "rejection_reason": name ~ "_broken_rule",
    }) %}
{%- endfor %}
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
    variable_name,
    answer_code,
    rejection_reason
from (
    {{ unfolded("offending", rows) }}
) as answers
where rejection_reason is not null
