-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- Answers that keep the contract, one row per question: how many there are, in all delivered questionnaires. Counted as
-- those delivered less those rejected: so the rules are not gone through once more.
{%- set rows = [] %}
{%- for name in [
    "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8_1", "q8_2", "q8_3", "q8_4", "q8_5", "q8_6", "q9", "q11_1",
    "q11_2", "q11_3", "q11_4", "q12_1", "q12_2", "q12_3", "q12_4", "q12_5", "q12_6", "q13", "q14_1", "q14_2",
    "q14_3", "q14_4", "q14_5", "q14_6", "q15", "q16_1", "q16_2", "q16_3", "q17_1", "q17_2", "q18", "q19_1",
    "q19_2", "q19_3", "q19_4", "q19_5", "q19_6", "q20", "q21", "q22_1", "q22_2", "q22_3", "q22_4", "q22_5",
    "q22_6", "q22_7", "q23_1", "q23_2", "q23_3", "q23_4", "q23_5", "q23_6", "q24_1", "q24_2", "q24_3", "q24_4",
    "q25_1", "q25_2", "q25_3", "v1", "v2", "v3", "v4", "v5", "q26", "q27", "q28", "q29",
] %}
    {%- do rows.append({"variable_name": "'" ~ name ~ "'", "n_delivered": name}) %}
{%- endfor %}
with

counted as (
    select
        count({{ trimmed("q1") }}) as q1,
        count({{ trimmed("q2") }}) as q2,
        count({{ trimmed("q3") }}) as q3,
        count({{ trimmed("q4") }}) as q4,
        count({{ trimmed("q5") }}) as q5,
        count({{ trimmed("q6") }}) as q6,
        count({{ trimmed("q7") }}) as q7,
        count({{ trimmed("q8_1") }}) as q8_1,
        count({{ trimmed("q8_2") }}) as q8_2,
        count({{ trimmed("q8_3") }}) as q8_3,
        count({{ trimmed("q8_4") }}) as q8_4,
        count({{ trimmed("q8_5") }}) as q8_5,
        count({{ trimmed("q8_6") }}) as q8_6,
        count({{ trimmed("q9") }}) as q9,
        count({{ trimmed("q11_1") }}) as q11_1,
        count({{ trimmed("q11_2") }}) as q11_2,
        count({{ trimmed("q11_3") }}) as q11_3,
        count({{ trimmed("q11_4") }}) as q11_4,
        count({{ trimmed("q12_1") }}) as q12_1,
        count({{ trimmed("q12_2") }}) as q12_2,
        count({{ trimmed("q12_3") }}) as q12_3,
        count({{ trimmed("q12_4") }}) as q12_4,
        count({{ trimmed("q12_5") }}) as q12_5,
        count({{ trimmed("q12_6") }}) as q12_6,
        count({{ trimmed("q13") }}) as q13,
        count({{ trimmed("q14_1") }}) as q14_1,
        count({{ trimmed("q14_2") }}) as q14_2,
        count({{ trimmed("q14_3") }}) as q14_3,
        count({{ trimmed("q14_4") }}) as q14_4,
        count({{ trimmed("q14_5") }}) as q14_5,
        count({{ trimmed("q14_6") }}) as q14_6,
        count({{ trimmed("q15") }}) as q15,
        count({{ trimmed("q16_1") }}) as q16_1,
        count({{ trimmed("q16_2") }}) as q16_2,
        count({{ trimmed("q16_3") }}) as q16_3,
        count({{ trimmed("q17_1") }}) as q17_1,
        count({{ trimmed("q17_2") }}) as q17_2,
        count({{ trimmed("q18") }}) as q18,
        count({{ trimmed("q19_1") }}) as q19_1,
        count({{ trimmed("q19_2") }}) as q19_2,
        count({{ trimmed("q19_3") }}) as q19_3,
        count({{ trimmed("q19_4") }}) as q19_4,
        count({{ trimmed("q19_5") }}) as q19_5,
        count({{ trimmed("q19_6") }}) as q19_6,
        count({{ trimmed("q20") }}) as q20,
        count({{ trimmed("q21") }}) as q21,
        count({{ trimmed("q22_1") }}) as q22_1,
        count({{ trimmed("q22_2") }}) as q22_2,
        count({{ trimmed("q22_3") }}) as q22_3,
        count({{ trimmed("q22_4") }}) as q22_4,
        count({{ trimmed("q22_5") }}) as q22_5,
        count({{ trimmed("q22_6") }}) as q22_6,
        count({{ trimmed("q22_7") }}) as q22_7,
        count({{ trimmed("q23_1") }}) as q23_1,
        count({{ trimmed("q23_2") }}) as q23_2,
        count({{ trimmed("q23_3") }}) as q23_3,
        count({{ trimmed("q23_4") }}) as q23_4,
        count({{ trimmed("q23_5") }}) as q23_5,
        count({{ trimmed("q23_6") }}) as q23_6,
        count({{ trimmed("q24_1") }}) as q24_1,
        count({{ trimmed("q24_2") }}) as q24_2,
        count({{ trimmed("q24_3") }}) as q24_3,
        count({{ trimmed("q24_4") }}) as q24_4,
        count({{ trimmed("q25_1") }}) as q25_1,
        count({{ trimmed("q25_2") }}) as q25_2,
        count({{ trimmed("q25_3") }}) as q25_3,
        count({{ trimmed("v1") }}) as v1,
        count({{ trimmed("v2") }}) as v2,
        count({{ trimmed("v3") }}) as v3,
        count({{ trimmed("v4") }}) as v4,
        count({{ trimmed("v5") }}) as v5,
        count({{ trimmed("q26") }}) as q26,
        count({{ trimmed("q27") }}) as q27,
        count({{ trimmed("q28") }}) as q28,
        count({{ trimmed("q29") }}) as q29
    from {{ ref('survey_response') }}
),

delivered as (
    {{ unfolded("counted", rows) }}
),

rejected as (
    select
        variable_name,
        count(*) as n_rejected
    from {{ ref('rejected_survey__answers') }}
    group by variable_name
)

select
    delivered.variable_name,
    delivered.n_delivered - coalesce(rejected.n_rejected, 0) as n_accepted
from delivered
left join rejected on delivered.variable_name = rejected.variable_name
