-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- Every delivered questionnaire, one row per delivered row, as delivered: per question the first rule of the codebook
-- that its answer breaks (<question>_broken_rule), and for the row the first rule of the contract (rejection_reason).
-- A complete questionnaire of a manager needs an answer to the outcomes of the regressions: whoever lacks one would
-- silently leave them.
with

delivered as (
    select
        {{ trimmed("person_id") }} as person_id,
        {{ trimmed("status_code") }} as status_code,
        {{ trimmed("answered_on") }} as answered_on_delivered,
        {{ trimmed("q1") }} as q1,
        {{ trimmed("q2") }} as q2,
        {{ trimmed("q3") }} as q3,
        {{ trimmed("q4") }} as q4,
        {{ trimmed("q5") }} as q5,
        {{ trimmed("q6") }} as q6,
        {{ trimmed("q7") }} as q7,
        {{ trimmed("q8_1") }} as q8_1,
        {{ trimmed("q8_2") }} as q8_2,
        {{ trimmed("q8_3") }} as q8_3,
        {{ trimmed("q8_4") }} as q8_4,
        {{ trimmed("q8_5") }} as q8_5,
        {{ trimmed("q8_6") }} as q8_6,
        {{ trimmed("q9") }} as q9,
        {{ trimmed("q11_1") }} as q11_1,
        {{ trimmed("q11_2") }} as q11_2,
        {{ trimmed("q11_3") }} as q11_3,
        {{ trimmed("q11_4") }} as q11_4,
        {{ trimmed("q12_1") }} as q12_1,
        {{ trimmed("q12_2") }} as q12_2,
        {{ trimmed("q12_3") }} as q12_3,
        {{ trimmed("q12_4") }} as q12_4,
        {{ trimmed("q12_5") }} as q12_5,
        {{ trimmed("q12_6") }} as q12_6,
        {{ trimmed("q13") }} as q13,
        {{ trimmed("q14_1") }} as q14_1,
        {{ trimmed("q14_2") }} as q14_2,
        {{ trimmed("q14_3") }} as q14_3,
        {{ trimmed("q14_4") }} as q14_4,
        {{ trimmed("q14_5") }} as q14_5,
        {{ trimmed("q14_6") }} as q14_6,
        {{ trimmed("q15") }} as q15,
        {{ trimmed("q16_1") }} as q16_1,
        {{ trimmed("q16_2") }} as q16_2,
        {{ trimmed("q16_3") }} as q16_3,
        {{ trimmed("q17_1") }} as q17_1,
        {{ trimmed("q17_2") }} as q17_2,
        {{ trimmed("q18") }} as q18,
        {{ trimmed("q19_1") }} as q19_1,
        {{ trimmed("q19_2") }} as q19_2,
        {{ trimmed("q19_3") }} as q19_3,
        {{ trimmed("q19_4") }} as q19_4,
        {{ trimmed("q19_5") }} as q19_5,
        {{ trimmed("q19_6") }} as q19_6,
        {{ trimmed("q20") }} as q20,
        {{ trimmed("q21") }} as q21,
        {{ trimmed("q22_1") }} as q22_1,
        {{ trimmed("q22_2") }} as q22_2,
        {{ trimmed("q22_3") }} as q22_3,
        {{ trimmed("q22_4") }} as q22_4,
        {{ trimmed("q22_5") }} as q22_5,
        {{ trimmed("q22_6") }} as q22_6,
        {{ trimmed("q22_7") }} as q22_7,
        {{ trimmed("q23_1") }} as q23_1,
        {{ trimmed("q23_2") }} as q23_2,
        {{ trimmed("q23_3") }} as q23_3,
        {{ trimmed("q23_4") }} as q23_4,
        {{ trimmed("q23_5") }} as q23_5,
        {{ trimmed("q23_6") }} as q23_6,
        {{ trimmed("q24_1") }} as q24_1,
        {{ trimmed("q24_2") }} as q24_2,
        {{ trimmed("q24_3") }} as q24_3,
        {{ trimmed("q24_4") }} as q24_4,
        {{ trimmed("q25_1") }} as q25_1,
        {{ trimmed("q25_2") }} as q25_2,
        {{ trimmed("q25_3") }} as q25_3,
        {{ trimmed("v1") }} as v1,
        {{ trimmed("v2") }} as v2,
        {{ trimmed("v3") }} as v3,
        {{ trimmed("v4") }} as v4,
        {{ trimmed("v5") }} as v5,
        {{ trimmed("q26") }} as q26,
        {{ trimmed("q27") }} as q27,
        {{ trimmed("q28") }} as q28,
        {{ trimmed("q29") }} as q29,
        case
            when {{ is_day(trimmed("answered_on")) }} then {{ dbt.safe_cast(trimmed("answered_on"), "date") }}
        end as answered_on
    from {{ ref('survey_response') }}
),

checked as (
    select
        case
            when q1 is null then null
            when not {{ is_among('q1', '1 2 3 4') }} then 'answer code not in the codebook'
        end as q1_broken_rule,
        case
            when q2 is null then null
            when not q2 = '99' and not {{ is_whole_number('q2') }} then 'answer is not a whole number'
            when not q2 = '99' and not cast(q2 as integer) between 0 and 98 then 'number out of range'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q2_broken_rule,
        case
            when q3 is null then null
            when not q3 = '101' and not {{ is_whole_number('q3') }} then 'answer is not a whole number'
            when not q3 = '101' and not cast(q3 as integer) between 0 and 101 then 'number out of range'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q3_broken_rule,
        case
            when q4 is null then null
            when not q4 = '99' and not {{ is_whole_number('q4') }} then 'answer is not a whole number'
            when not q4 = '99' and not cast(q4 as integer) between 0 and 98 then 'number out of range'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q4_broken_rule,
        case
            when q5 is null then null
            when not {{ is_among('q5', '1 2 3 4 5') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q5_broken_rule,
        case
            when q6 is null then null
            when not {{ is_among('q6', '1 2 3 4') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q6_broken_rule,
        case
            when q7 is null then null
            when not {{ is_among('q7',
                '101 147 151 153 155 157 159 161 163 165 167 169 173 175 183 185 187 190 201 210 217 219
                    223 230 240 250 253 259 260 265 269 270 306 316 320 326 329 330 336 340 350 360 370 376
                    390 400 410 420 430 440 450 461 479 480 482 492 510 530 540 550 561 563 573 575 580 607
                    615 621 630 657 661 665 671 706 707 710 727 730 740 741 746 751 756 760 766 773 779 787
                    791 810 813 820 825 840 846 849 851 860 2 3')
                }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q7_broken_rule,
        case
            when q8_1 is null then null
            when not {{ is_among('q8_1', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q8_1_broken_rule,
        case
            when q8_2 is null then null
            when not {{ is_among('q8_2', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q8_2_broken_rule,
        case
            when q8_3 is null then null
            when not {{ is_among('q8_3', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q8_3_broken_rule,
        case
            when q8_4 is null then null
            when not {{ is_among('q8_4', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q8_4_broken_rule,
        case
            when q8_5 is null then null
            when not {{ is_among('q8_5', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q8_5_broken_rule,
        case
            when q8_6 is null then null
            when not {{ is_among('q8_6', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q8_6_broken_rule,
        case
            when q9 is null then null
            when not (({{ var('wave') }} <= 2024)) then 'question not in the codebook'
            when {{ var('wave') }} <= 2024 and not {{ is_among('q9', '1 2 3 4 5 6') }} then
                'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q9_broken_rule,
        case
            when q11_1 is null then null
            when not {{ is_among('q11_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q11_1_broken_rule,
        case
            when q11_2 is null then null
            when not {{ is_among('q11_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q11_2_broken_rule,
        case
            when q11_3 is null then null
            when not {{ is_among('q11_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q11_3_broken_rule,
        case
            when q11_4 is null then null
            when not {{ is_among('q11_4', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q11_4_broken_rule,
        case
            when q12_1 is null then null
            when not {{ is_among('q12_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when q12_1 in (q12_2, q12_3, q12_4, q12_5, q12_6) then 'place given more than once'
        end as q12_1_broken_rule,
        case
            when q12_2 is null then null
            when not {{ is_among('q12_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when q12_2 in (q12_1, q12_3, q12_4, q12_5, q12_6) then 'place given more than once'
        end as q12_2_broken_rule,
        case
            when q12_3 is null then null
            when not {{ is_among('q12_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when q12_3 in (q12_1, q12_2, q12_4, q12_5, q12_6) then 'place given more than once'
        end as q12_3_broken_rule,
        case
            when q12_4 is null then null
            when not {{ is_among('q12_4', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when q12_4 in (q12_1, q12_2, q12_3, q12_5, q12_6) then 'place given more than once'
        end as q12_4_broken_rule,
        case
            when q12_5 is null then null
            when not {{ is_among('q12_5', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when q12_5 in (q12_1, q12_2, q12_3, q12_4, q12_6) then 'place given more than once'
        end as q12_5_broken_rule,
        case
            when q12_6 is null then null
            when not {{ is_among('q12_6', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when q12_6 in (q12_1, q12_2, q12_3, q12_4, q12_5) then 'place given more than once'
        end as q12_6_broken_rule,
        case
            when q13 is null then null
            when not {{ is_among('q13', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q13_broken_rule,
        case
            when q14_1 is null then null
            when not {{ is_among('q14_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q14_1_broken_rule,
        case
            when q14_2 is null then null
            when not {{ is_among('q14_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q14_2_broken_rule,
        case
            when q14_3 is null then null
            when not {{ is_among('q14_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q14_3_broken_rule,
        case
            when q14_4 is null then null
            when not {{ is_among('q14_4', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q14_4_broken_rule,
        case
            when q14_5 is null then null
            when not {{ is_among('q14_5', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q14_5_broken_rule,
        case
            when q14_6 is null then null
            when not {{ is_among('q14_6', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q14_6_broken_rule,
        case
            when q15 is null then null
            when not {{ is_among('q15', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q15_broken_rule,
        case
            when q16_1 is null then null
            when not {{ is_among('q16_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q16_1_broken_rule,
        case
            when q16_2 is null then null
            when not {{ is_among('q16_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q16_2_broken_rule,
        case
            when q16_3 is null then null
            when not {{ is_among('q16_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q16_3_broken_rule,
        case
            when q17_1 is null then null
            when not {{ is_among('q17_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q17_1_broken_rule,
        case
            when q17_2 is null then null
            when not {{ is_among('q17_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q17_2_broken_rule,
        case
            when q18 is null then null
            when not {{ is_among('q18', '1 2 3') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q18_broken_rule,
        case
            when q19_1 is null then null
            when not {{ is_among('q19_1', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q19_1_broken_rule,
        case
            when q19_2 is null then null
            when not {{ is_among('q19_2', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q19_2_broken_rule,
        case
            when q19_3 is null then null
            when not {{ is_among('q19_3', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q19_3_broken_rule,
        case
            when q19_4 is null then null
            when not {{ is_among('q19_4', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q19_4_broken_rule,
        case
            when q19_5 is null then null
            when not {{ is_among('q19_5', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q19_5_broken_rule,
        case
            when q19_6 is null then null
            when not {{ is_among('q19_6', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q19_6_broken_rule,
        case
            when q20 is null then null
            when not (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) then
                'question not in the codebook'
            when {{ var('wave') }} <= 2024 and not q20 = '99' and not {{ is_whole_number('q20') }} then
                'answer is not a whole number'
            when {{ var('wave') }} <= 2024 and not q20 = '99' and not cast(q20 as integer) between 1950 and 2024
                then 'number out of range'
            when {{ var('wave') }} >= 2026 and not q20 = '99' and not {{ is_whole_number('q20') }} then
                'answer is not a whole number'
            when {{ var('wave') }} >= 2026 and not q20 = '99' and not cast(q20 as integer) between 1950 and 2026
                then 'number out of range'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
            when not q20 = '99' and cast(q20 as integer) > extract(year from answered_on) then
                'year lies after the answer'
        end as q20_broken_rule,
        case
            when q21 is null then null
            when not {{ is_among('q21', '1 2 3 4 5 6 7') }} and not ({{ var('wave') }} >= 2026 and q21 = '8') then
                'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q21_broken_rule,
        case
            when q22_1 is null then null
            when not {{ is_among('q22_1', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_1_broken_rule,
        case
            when q22_2 is null then null
            when not {{ is_among('q22_2', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_2_broken_rule,
        case
            when q22_3 is null then null
            when not {{ is_among('q22_3', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_3_broken_rule,
        case
            when q22_4 is null then null
            when not {{ is_among('q22_4', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_4_broken_rule,
        case
            when q22_5 is null then null
            when not {{ is_among('q22_5', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_5_broken_rule,
        case
            when q22_6 is null then null
            when not {{ is_among('q22_6', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_6_broken_rule,
        case
            when q22_7 is null then null
            when not {{ is_among('q22_7', '0 1') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q22_7_broken_rule,
        case
            when q23_1 is null then null
            when not {{ is_among('q23_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q23_1_broken_rule,
        case
            when q23_2 is null then null
            when not {{ is_among('q23_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q23_2_broken_rule,
        case
            when q23_3 is null then null
            when not {{ is_among('q23_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q23_3_broken_rule,
        case
            when q23_4 is null then null
            when not {{ is_among('q23_4', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q23_4_broken_rule,
        case
            when q23_5 is null then null
            when not {{ is_among('q23_5', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q23_5_broken_rule,
        case
            when q23_6 is null then null
            when not {{ is_among('q23_6', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce({{ is_among('q18', '1 2') }}, false) then 'answered although not asked (routing)'
        end as q23_6_broken_rule,
        case
            when q24_1 is null then null
            when not {{ is_among('q24_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce(q18 = '3', false) then 'answered although not asked (routing)'
        end as q24_1_broken_rule,
        case
            when q24_2 is null then null
            when not {{ is_among('q24_2', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce(q18 = '3', false) then 'answered although not asked (routing)'
        end as q24_2_broken_rule,
        case
            when q24_3 is null then null
            when not {{ is_among('q24_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce(q18 = '3', false) then 'answered although not asked (routing)'
        end as q24_3_broken_rule,
        case
            when q24_4 is null then null
            when not {{ is_among('q24_4', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
            when not coalesce(q18 = '3', false) then 'answered although not asked (routing)'
        end as q24_4_broken_rule,
        case
            when q25_1 is null then null
            when not {{ is_among('q25_1', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q25_1_broken_rule,
        case
            when q25_2 is null then null
            when not (({{ var('wave') }} <= 2024) or ({{ var('wave') }} >= 2026)) then
                'question not in the codebook'
            when {{ var('wave') }} <= 2024 and not {{ is_among('q25_2', '1 2 3 4 5 6') }} then
                'answer code not in the codebook'
            when {{ var('wave') }} >= 2026 and not {{ is_among('q25_2', '1 2 3 4 5 6') }} then
                'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q25_2_broken_rule,
        case
            when q25_3 is null then null
            when not {{ is_among('q25_3', '1 2 3 4 5 6') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q25_3_broken_rule,
        case
            when v1 is null then null
            when not {{ is_among('v1', '1 2 3 4 5') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as v1_broken_rule,
        case
            when v2 is null then null
            when not {{ is_among('v2', '1 2 3 4') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as v2_broken_rule,
        case
            when v3 is null then null
            when not {{ is_among('v3', '1 2 3') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as v3_broken_rule,
        case
            when v4 is null then null
            when not {{ is_among('v4', '1 2 3') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as v4_broken_rule,
        case
            when v5 is null then null
            when not {{ is_among('v5', '1 2') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as v5_broken_rule,
        case
            when q26 is null then null
            when not {{ is_among('q26', '0 1 2 3 4 5 6 7 8 9 10') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q26_broken_rule,
        case
            when q27 is null then null
            when not {{ is_among('q27', '0 1 2 3 4 5 6 7 8 9 10') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q27_broken_rule,
        case
            when q28 is null then null
            when not {{ is_among('q28', '0 1 2 3 4 5 6 7 8 9 10') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q28_broken_rule,
        case
            when q29 is null then null
            when not {{ is_among('q29', '0 1 2 3 4 5 6 7 8 9 10') }} then 'answer code not in the codebook'
            when not coalesce({{ is_among('q1', '1 2 3') }}, false) then 'answered although not asked (routing)'
        end as q29_broken_rule,
        delivered.*
    from delivered
),

-- Of the delivered table, not of the columns above: read twice, they would all be kept in memory.
counted as (
    select
        {{ trimmed("person_id") }} as person_id,
        count(*) as n_rows
    from {{ ref('survey_response') }}
    group by {{ trimmed("person_id") }}
),

-- A person twice in the register is rejected there, both times, and must not multiply rows here.
register as (
    select
        person_id,
        true as is_staged
    from {{ ref('base_register__checked_sample') }}
    where rejection_reason is null
    union all
    select distinct
        person_id,
        false as is_staged
    from {{ ref('base_register__checked_sample') }}
    where rejection_reason is not null
),

-- Few, and so what a join keeps in memory; were it all persons, it would be their answers.
refused as (
    select
        counted.person_id,
        counted.n_rows > 1 as is_repeated,
        register.person_id is null as is_unknown,
        not register.is_staged as is_rejected
    from counted
    left join register on counted.person_id = register.person_id
    where counted.n_rows > 1 or register.person_id is null or not register.is_staged
),

field_period as (
    select
        min(field_start_on) as starts_on,
        max(field_end_on) as ends_on
    from {{ ref('stg_codebook__versions') }}
    where wave_year = {{ var('wave') }}
)

select
    checked.*,
    case
        when checked.person_id is null then 'person id is missing'
        when refused.is_repeated then 'person id occurs more than once'
        when refused.is_unknown then 'person is not in the register sample'
        when codes.code is null then 'status code is not in the codebook'
        when refused.is_rejected then 'register row of the person was rejected'
        when checked.answered_on is null then 'answer date is missing or no date'
        when not coalesce(checked.answered_on between field_period.starts_on and field_period.ends_on, false)
            then 'answer date lies outside the field period'
        when checked.status_code = '1'
            and (checked.q1 is null or checked.q1_broken_rule is not null)
            then 'complete without an answer to q1, q15, q18'
        when checked.status_code = '1' and {{ is_among('checked.q1', '1 2 3') }}
            and (checked.q15 is null or checked.q15_broken_rule is not null or checked.q18 is null or checked.q18_broken_rule is not null)
            then 'complete without an answer to q1, q15, q18'
    end as rejection_reason
from checked
left join refused on checked.person_id = refused.person_id
left join {{ ref('stg_codebook__codes') }} as codes
    on
        codes.code_list = 'response_status'
        and checked.status_code = codes.code
cross join field_period
