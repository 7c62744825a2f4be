-- Written by `make models` from the codebook (seeds/codebook); change that, not this file.
-- Restricted. fct_respondent with English labels instead of codes, one row per complete respondent. Numbers stay numbers.
select
    respondents.wave,
    respondents.person_id,
    respondents.stratum_code,
    respondents.calibration_cell_id,
    respondents.base_weight,
    respondents.g_weight,
    respondents.calibrated_weight,
    respondents.is_manager,
    respondents.age_years,
    case
        when respondents.sector = 1 then 'Public'
        when respondents.sector = 2 then 'Private'
    end as sector,
    case
        when respondents.gender = 1 then 'Men'
        when respondents.gender = 2 then 'Women'
    end as gender,
    case
        when respondents.age_group = 1 then '18-39 years'
        when respondents.age_group = 2 then '40-49 years'
        when respondents.age_group = 3 then '50-59 years'
        when respondents.age_group = 4 then '60 years or over'
    end as age_group,
    case
        when respondents.is_under_40 = 1 then 'Under 40 years'
        when respondents.is_under_40 = 0 then '40 years or over'
    end as is_under_40,
    case
        when respondents.origin = 1 then 'Danish origin'
        when respondents.origin = 2 then 'Immigrants and descendants'
    end as origin,
    case
        when respondents.region = 1081 then 'North Denmark'
        when respondents.region = 1082 then 'Central Denmark'
        when respondents.region = 1083 then 'Southern Denmark'
        when respondents.region = 1084 then 'Capital Region'
        when respondents.region = 1085 then 'Zealand'
        when respondents.region = 0 then 'Abroad or unknown'
    end as region,
    case
        when respondents.education = 1 then 'Primary school or unknown'
        when respondents.education = 2 then 'Upper secondary'
        when respondents.education = 3 then 'Vocational'
        when respondents.education = 4 then 'Short or medium-cycle higher education'
        when respondents.education = 5 then 'Long-cycle higher education'
    end as education,
    case
        when respondents.industry10 = 1 then 'Agriculture, forestry and fishing'
        when respondents.industry10 = 2 then 'Manufacturing, extraction and utilities'
        when respondents.industry10 = 3 then 'Construction'
        when respondents.industry10 = 4 then 'Trade, transport etc.'
        when respondents.industry10 = 5 then 'Information and communication'
        when respondents.industry10 = 6 then 'Finance and insurance'
        when respondents.industry10 = 7 then 'Real estate and renting'
        when respondents.industry10 = 8 then 'Business services'
        when respondents.industry10 = 9 then 'Public administration, education and health'
        when respondents.industry10 = 10 then 'Culture, leisure and other services'
    end as industry10,
    case
        when respondents.industry9 = 1 then 'Agriculture, manufacturing, utilities etc.'
        when respondents.industry9 = 2 then 'Construction'
        when respondents.industry9 = 3 then 'Trade, transport etc.'
        when respondents.industry9 = 4 then 'Information and communication'
        when respondents.industry9 = 5 then 'Finance and insurance'
        when respondents.industry9 = 6 then 'Real estate and renting'
        when respondents.industry9 = 7 then 'Business services'
        when respondents.industry9 = 8 then 'Public administration, education and health'
        when respondents.industry9 = 9 then 'Culture, leisure and other services'
    end as industry9,
    case
        when respondents.leader_type = 1 then 'Manager of managers'
        when respondents.leader_type = 2 then 'Manager of employees'
        when respondents.leader_type = 3 then 'Manager without personnel responsibility'
        when respondents.leader_type = 4 then 'Not a manager'
    end as leader_type,
    respondents.experience_years,
    case
        when respondents.experience_group = 1 then '0-8 years'
        when respondents.experience_group = 2 then '9-15 years'
        when respondents.experience_group = 3 then '16-24 years'
        when respondents.experience_group = 4 then '25 years or more'
    end as experience_group,
    respondents.span_employees,
    case
        when respondents.span_group = 1 then '0-7 employees'
        when respondents.span_group = 2 then '8-15 employees'
        when respondents.span_group = 3 then '16-28 employees'
        when respondents.span_group = 4 then '29-100 employees'
        when respondents.span_group = 5 then 'Over 100 employees'
    end as span_group,
    case
        when respondents.organisation_size = 1 then 'Under 10 employees'
        when respondents.organisation_size = 2 then '10-49 employees'
        when respondents.organisation_size = 3 then '50-250 employees'
        when respondents.organisation_size = 4 then 'Over 250 employees'
        when respondents.organisation_size = 5 then 'Don’t know'
    end as organisation_size,
    case
        when respondents.amo = 1 then 'Management representative'
        when respondents.amo = 2 then 'Not a representative'
        when respondents.amo = 3 then 'Workplace has no safety organisation'
        when respondents.amo = 4 then 'Don’t know'
    end as amo,
    case
        when respondents.training_status = 1 then 'Psychosocial work environment as main content'
        when respondents.training_status = 2 then 'Psychosocial work environment as one part'
        when respondents.training_status = 3 then 'No training in the psychosocial work environment'
    end as training_status,
    case
        when respondents.is_trained = 1 then 'With training in the psychosocial work environment'
        when respondents.is_trained = 0 then 'Without training in the psychosocial work environment'
    end as is_trained,
    respondents.training_year,
    case
        when respondents.training_period = 1 then 'Before 2010'
        when respondents.training_period = 2 then '2010-2019'
        when {{ var('wave') }} <= 2024 and respondents.training_period = 3 then '2020-2024'
        when {{ var('wave') }} >= 2026 and respondents.training_period = 3 then '2020-2026'
        when respondents.training_period = 4 then 'Don’t know'
    end as training_period,
    case
        when respondents.provider_type = 1 then 'Private provider'
        when respondents.provider_type = 2 then 'University'
        when respondents.provider_type = 3 then 'University college'
        when respondents.provider_type = 4 then 'Business academy'
        when respondents.provider_type = 5 then 'Public-sector provider'
        when respondents.provider_type = 6 then 'Trade union or industry body'
        when respondents.provider_type = 7 then 'Other'
        when {{ var('wave') }} >= 2026 and respondents.provider_type = 8 then 'Online provider'
    end as provider_type,
    case
        when respondents.desire = 1 then 'Not at all'
        when respondents.desire = 2 then 'To a low degree'
        when respondents.desire = 3 then 'To some degree'
        when respondents.desire = 4 then 'To a high degree'
        when respondents.desire = 5 then 'To a very high degree'
        when respondents.desire = 6 then 'Don’t know'
    end as desire,
    respondents.desire_points,
    respondents.resource_index,
    case
        when respondents.vignette_problem = 1 then 'No particular problems'
        when respondents.vignette_problem = 2 then 'High well-being'
        when respondents.vignette_problem = 3 then 'Low job satisfaction'
        when respondents.vignette_problem = 4 then 'High stress'
        when respondents.vignette_problem = 5 then 'Major conflicts'
    end as vignette_problem,
    case
        when respondents.vignette_duration = 1 then '1 teaching day'
        when respondents.vignette_duration = 2 then '3 teaching days'
        when respondents.vignette_duration = 3 then '5 teaching days'
        when respondents.vignette_duration = 4 then '10 teaching days'
    end as vignette_duration,
    case
        when respondents.vignette_financing = 1 then 'Employer pays nothing'
        when respondents.vignette_financing = 2 then 'Employer pays half'
        when respondents.vignette_financing = 3 then 'Employer pays everything'
    end as vignette_financing,
    case
        when respondents.vignette_time_off = 1 then 'Time off work'
        when respondents.vignette_time_off = 2 then 'Partly time off'
        when respondents.vignette_time_off = 3 then 'No time off'
    end as vignette_time_off,
    case
        when respondents.vignette_location = 1 then 'Online'
        when respondents.vignette_location = 2 then 'In person'
    end as vignette_location,
    respondents.accepts_offer,
    respondents.offer_attractive,
    respondents.makes_difference,
    respondents.offer_realistic,
    case
        when respondents.q1 = 1 then 'Manager of managers'
        when respondents.q1 = 2 then 'Manager of employees'
        when respondents.q1 = 3 then 'Manager without personnel responsibility'
        when respondents.q1 = 4 then 'Not a manager'
    end as q1,
    respondents.q2,
    respondents.q3,
    respondents.q4,
    case
        when respondents.q5 = 1 then 'Under 10 employees'
        when respondents.q5 = 2 then '10-49 employees'
        when respondents.q5 = 3 then '50-250 employees'
        when respondents.q5 = 4 then 'Over 250 employees'
        when respondents.q5 = 5 then 'Don’t know'
    end as q5,
    case
        when respondents.q6 = 1 then 'Management representative'
        when respondents.q6 = 2 then 'Not a representative'
        when respondents.q6 = 3 then 'Workplace has no safety organisation'
        when respondents.q6 = 4 then 'Don’t know'
    end as q6,
    case
        when respondents.q7 = 101 then 'Copenhagen'
        when respondents.q7 = 147 then 'Frederiksberg'
        when respondents.q7 = 151 then 'Ballerup'
        when respondents.q7 = 153 then 'Brøndby'
        when respondents.q7 = 155 then 'Dragør'
        when respondents.q7 = 157 then 'Gentofte'
        when respondents.q7 = 159 then 'Gladsaxe'
        when respondents.q7 = 161 then 'Glostrup'
        when respondents.q7 = 163 then 'Herlev'
        when respondents.q7 = 165 then 'Albertslund'
        when respondents.q7 = 167 then 'Hvidovre'
        when respondents.q7 = 169 then 'Høje-Taastrup'
        when respondents.q7 = 173 then 'Lyngby-Taarbæk'
        when respondents.q7 = 175 then 'Rødovre'
        when respondents.q7 = 183 then 'Ishøj'
        when respondents.q7 = 185 then 'Tårnby'
        when respondents.q7 = 187 then 'Vallensbæk'
        when respondents.q7 = 190 then 'Furesø'
        when respondents.q7 = 201 then 'Allerød'
        when respondents.q7 = 210 then 'Fredensborg'
        when respondents.q7 = 217 then 'Helsingør'
        when respondents.q7 = 219 then 'Hillerød'
        when respondents.q7 = 223 then 'Hørsholm'
        when respondents.q7 = 230 then 'Rudersdal'
        when respondents.q7 = 240 then 'Egedal'
        when respondents.q7 = 250 then 'Frederikssund'
        when respondents.q7 = 253 then 'Greve'
        when respondents.q7 = 259 then 'Køge'
        when respondents.q7 = 260 then 'Halsnæs'
        when respondents.q7 = 265 then 'Roskilde'
        when respondents.q7 = 269 then 'Solrød'
        when respondents.q7 = 270 then 'Gribskov'
        when respondents.q7 = 306 then 'Odsherred'
        when respondents.q7 = 316 then 'Holbæk'
        when respondents.q7 = 320 then 'Faxe'
        when respondents.q7 = 326 then 'Kalundborg'
        when respondents.q7 = 329 then 'Ringsted'
        when respondents.q7 = 330 then 'Slagelse'
        when respondents.q7 = 336 then 'Stevns'
        when respondents.q7 = 340 then 'Sorø'
        when respondents.q7 = 350 then 'Lejre'
        when respondents.q7 = 360 then 'Lolland'
        when respondents.q7 = 370 then 'Næstved'
        when respondents.q7 = 376 then 'Guldborgsund'
        when respondents.q7 = 390 then 'Vordingborg'
        when respondents.q7 = 400 then 'Bornholm'
        when respondents.q7 = 410 then 'Middelfart'
        when respondents.q7 = 420 then 'Assens'
        when respondents.q7 = 430 then 'Faaborg-Midtfyn'
        when respondents.q7 = 440 then 'Kerteminde'
        when respondents.q7 = 450 then 'Nyborg'
        when respondents.q7 = 461 then 'Odense'
        when respondents.q7 = 479 then 'Svendborg'
        when respondents.q7 = 480 then 'Nordfyns'
        when respondents.q7 = 482 then 'Langeland'
        when respondents.q7 = 492 then 'Ærø'
        when respondents.q7 = 510 then 'Haderslev'
        when respondents.q7 = 530 then 'Billund'
        when respondents.q7 = 540 then 'Sønderborg'
        when respondents.q7 = 550 then 'Tønder'
        when respondents.q7 = 561 then 'Esbjerg'
        when respondents.q7 = 563 then 'Fanø'
        when respondents.q7 = 573 then 'Varde'
        when respondents.q7 = 575 then 'Vejen'
        when respondents.q7 = 580 then 'Aabenraa'
        when respondents.q7 = 607 then 'Fredericia'
        when respondents.q7 = 615 then 'Horsens'
        when respondents.q7 = 621 then 'Kolding'
        when respondents.q7 = 630 then 'Vejle'
        when respondents.q7 = 657 then 'Herning'
        when respondents.q7 = 661 then 'Holstebro'
        when respondents.q7 = 665 then 'Lemvig'
        when respondents.q7 = 671 then 'Struer'
        when respondents.q7 = 706 then 'Syddjurs'
        when respondents.q7 = 707 then 'Norddjurs'
        when respondents.q7 = 710 then 'Favrskov'
        when respondents.q7 = 727 then 'Odder'
        when respondents.q7 = 730 then 'Randers'
        when respondents.q7 = 740 then 'Silkeborg'
        when respondents.q7 = 741 then 'Samsø'
        when respondents.q7 = 746 then 'Skanderborg'
        when respondents.q7 = 751 then 'Aarhus'
        when respondents.q7 = 756 then 'Ikast-Brande'
        when respondents.q7 = 760 then 'Ringkøbing-Skjern'
        when respondents.q7 = 766 then 'Hedensted'
        when respondents.q7 = 773 then 'Morsø'
        when respondents.q7 = 779 then 'Skive'
        when respondents.q7 = 787 then 'Thisted'
        when respondents.q7 = 791 then 'Viborg'
        when respondents.q7 = 810 then 'Brønderslev'
        when respondents.q7 = 813 then 'Frederikshavn'
        when respondents.q7 = 820 then 'Vesthimmerlands'
        when respondents.q7 = 825 then 'Læsø'
        when respondents.q7 = 840 then 'Rebild'
        when respondents.q7 = 846 then 'Mariagerfjord'
        when respondents.q7 = 849 then 'Jammerbugt'
        when respondents.q7 = 851 then 'Aalborg'
        when respondents.q7 = 860 then 'Hjørring'
        when respondents.q7 = 2 then 'International workplace'
        when respondents.q7 = 3 then 'Don’t know'
    end as q7,
    case
        when respondents.q8_1 = 0 then 'Not selected'
        when respondents.q8_1 = 1 then 'Selected'
    end as q8_1,
    case
        when respondents.q8_2 = 0 then 'Not selected'
        when respondents.q8_2 = 1 then 'Selected'
    end as q8_2,
    case
        when respondents.q8_3 = 0 then 'Not selected'
        when respondents.q8_3 = 1 then 'Selected'
    end as q8_3,
    case
        when respondents.q8_4 = 0 then 'Not selected'
        when respondents.q8_4 = 1 then 'Selected'
    end as q8_4,
    case
        when respondents.q8_5 = 0 then 'Not selected'
        when respondents.q8_5 = 1 then 'Selected'
    end as q8_5,
    case
        when respondents.q8_6 = 0 then 'Not selected'
        when respondents.q8_6 = 1 then 'Selected'
    end as q8_6,
    case
        when respondents.q9 = 1 then 'To a very high degree'
        when respondents.q9 = 2 then 'To a high degree'
        when respondents.q9 = 3 then 'To some degree'
        when respondents.q9 = 4 then 'To a lesser degree'
        when respondents.q9 = 5 then 'Not at all'
        when respondents.q9 = 6 then 'Don’t know'
    end as q9,
    case
        when respondents.q11_1 = 1 then 'Strongly disagree'
        when respondents.q11_1 = 2 then 'Mostly disagree'
        when respondents.q11_1 = 3 then 'Neither disagree nor agree'
        when respondents.q11_1 = 4 then 'Mostly agree'
        when respondents.q11_1 = 5 then 'Strongly agree'
        when respondents.q11_1 = 6 then 'Don’t know'
    end as q11_1,
    case
        when respondents.q11_2 = 1 then 'Strongly disagree'
        when respondents.q11_2 = 2 then 'Mostly disagree'
        when respondents.q11_2 = 3 then 'Neither disagree nor agree'
        when respondents.q11_2 = 4 then 'Mostly agree'
        when respondents.q11_2 = 5 then 'Strongly agree'
        when respondents.q11_2 = 6 then 'Don’t know'
    end as q11_2,
    case
        when respondents.q11_3 = 1 then 'Strongly disagree'
        when respondents.q11_3 = 2 then 'Mostly disagree'
        when respondents.q11_3 = 3 then 'Neither disagree nor agree'
        when respondents.q11_3 = 4 then 'Mostly agree'
        when respondents.q11_3 = 5 then 'Strongly agree'
        when respondents.q11_3 = 6 then 'Don’t know'
    end as q11_3,
    case
        when respondents.q11_4 = 1 then 'Strongly disagree'
        when respondents.q11_4 = 2 then 'Mostly disagree'
        when respondents.q11_4 = 3 then 'Neither disagree nor agree'
        when respondents.q11_4 = 4 then 'Mostly agree'
        when respondents.q11_4 = 5 then 'Strongly agree'
        when respondents.q11_4 = 6 then 'Don’t know'
    end as q11_4,
    respondents.q12_1,
    respondents.q12_2,
    respondents.q12_3,
    respondents.q12_4,
    respondents.q12_5,
    respondents.q12_6,
    case
        when respondents.q13 = 1 then 'To a very high degree'
        when respondents.q13 = 2 then 'To a high degree'
        when respondents.q13 = 3 then 'To some degree'
        when respondents.q13 = 4 then 'To a lesser degree'
        when respondents.q13 = 5 then 'Not at all'
        when respondents.q13 = 6 then 'Don’t know'
    end as q13,
    case
        when respondents.q14_1 = 1 then 'Strongly disagree'
        when respondents.q14_1 = 2 then 'Mostly disagree'
        when respondents.q14_1 = 3 then 'Neither disagree nor agree'
        when respondents.q14_1 = 4 then 'Mostly agree'
        when respondents.q14_1 = 5 then 'Strongly agree'
        when respondents.q14_1 = 6 then 'Don’t know'
    end as q14_1,
    case
        when respondents.q14_2 = 1 then 'Strongly disagree'
        when respondents.q14_2 = 2 then 'Mostly disagree'
        when respondents.q14_2 = 3 then 'Neither disagree nor agree'
        when respondents.q14_2 = 4 then 'Mostly agree'
        when respondents.q14_2 = 5 then 'Strongly agree'
        when respondents.q14_2 = 6 then 'Don’t know'
    end as q14_2,
    case
        when respondents.q14_3 = 1 then 'Strongly disagree'
        when respondents.q14_3 = 2 then 'Mostly disagree'
        when respondents.q14_3 = 3 then 'Neither disagree nor agree'
        when respondents.q14_3 = 4 then 'Mostly agree'
        when respondents.q14_3 = 5 then 'Strongly agree'
        when respondents.q14_3 = 6 then 'Don’t know'
    end as q14_3,
    case
        when respondents.q14_4 = 1 then 'Strongly disagree'
        when respondents.q14_4 = 2 then 'Mostly disagree'
        when respondents.q14_4 = 3 then 'Neither disagree nor agree'
        when respondents.q14_4 = 4 then 'Mostly agree'
        when respondents.q14_4 = 5 then 'Strongly agree'
        when respondents.q14_4 = 6 then 'Don’t know'
    end as q14_4,
    case
        when respondents.q14_5 = 1 then 'Strongly disagree'
        when respondents.q14_5 = 2 then 'Mostly disagree'
        when respondents.q14_5 = 3 then 'Neither disagree nor agree'
        when respondents.q14_5 = 4 then 'Mostly agree'
        when respondents.q14_5 = 5 then 'Strongly agree'
        when respondents.q14_5 = 6 then 'Don’t know'
    end as q14_5,
    case
        when respondents.q14_6 = 1 then 'Strongly disagree'
        when respondents.q14_6 = 2 then 'Mostly disagree'
        when respondents.q14_6 = 3 then 'Neither disagree nor agree'
        when respondents.q14_6 = 4 then 'Mostly agree'
        when respondents.q14_6 = 5 then 'Strongly agree'
        when respondents.q14_6 = 6 then 'Don’t know'
    end as q14_6,
    case
        when respondents.q15 = 1 then 'Not at all'
        when respondents.q15 = 2 then 'To a low degree'
        when respondents.q15 = 3 then 'To some degree'
        when respondents.q15 = 4 then 'To a high degree'
        when respondents.q15 = 5 then 'To a very high degree'
        when respondents.q15 = 6 then 'Don’t know'
    end as q15,
    case
        when respondents.q16_1 = 1 then 'Strongly disagree'
        when respondents.q16_1 = 2 then 'Mostly disagree'
        when respondents.q16_1 = 3 then 'Neither disagree nor agree'
        when respondents.q16_1 = 4 then 'Mostly agree'
        when respondents.q16_1 = 5 then 'Strongly agree'
        when respondents.q16_1 = 6 then 'Don’t know'
    end as q16_1,
    case
        when respondents.q16_2 = 1 then 'Strongly disagree'
        when respondents.q16_2 = 2 then 'Mostly disagree'
        when respondents.q16_2 = 3 then 'Neither disagree nor agree'
        when respondents.q16_2 = 4 then 'Mostly agree'
        when respondents.q16_2 = 5 then 'Strongly agree'
        when respondents.q16_2 = 6 then 'Don’t know'
    end as q16_2,
    case
        when respondents.q16_3 = 1 then 'Strongly disagree'
        when respondents.q16_3 = 2 then 'Mostly disagree'
        when respondents.q16_3 = 3 then 'Neither disagree nor agree'
        when respondents.q16_3 = 4 then 'Mostly agree'
        when respondents.q16_3 = 5 then 'Strongly agree'
        when respondents.q16_3 = 6 then 'Don’t know'
    end as q16_3,
    case
        when respondents.q17_1 = 1 then 'Not at all'
        when respondents.q17_1 = 2 then 'To a low degree'
        when respondents.q17_1 = 3 then 'To some degree'
        when respondents.q17_1 = 4 then 'To a high degree'
        when respondents.q17_1 = 5 then 'To a very high degree'
        when respondents.q17_1 = 6 then 'Don’t know'
    end as q17_1,
    case
        when respondents.q17_2 = 1 then 'Not at all'
        when respondents.q17_2 = 2 then 'To a low degree'
        when respondents.q17_2 = 3 then 'To some degree'
        when respondents.q17_2 = 4 then 'To a high degree'
        when respondents.q17_2 = 5 then 'To a very high degree'
        when respondents.q17_2 = 6 then 'Don’t know'
    end as q17_2,
    case
        when respondents.q18 = 1 then 'Psychosocial work environment as main content'
        when respondents.q18 = 2 then 'Psychosocial work environment as one part'
        when respondents.q18 = 3 then 'No training in the psychosocial work environment'
    end as q18,
    case
        when respondents.q19_1 = 0 then 'Not selected'
        when respondents.q19_1 = 1 then 'Selected'
    end as q19_1,
    case
        when respondents.q19_2 = 0 then 'Not selected'
        when respondents.q19_2 = 1 then 'Selected'
    end as q19_2,
    case
        when respondents.q19_3 = 0 then 'Not selected'
        when respondents.q19_3 = 1 then 'Selected'
    end as q19_3,
    case
        when respondents.q19_4 = 0 then 'Not selected'
        when respondents.q19_4 = 1 then 'Selected'
    end as q19_4,
    case
        when respondents.q19_5 = 0 then 'Not selected'
        when respondents.q19_5 = 1 then 'Selected'
    end as q19_5,
    case
        when respondents.q19_6 = 0 then 'Not selected'
        when respondents.q19_6 = 1 then 'Selected'
    end as q19_6,
    respondents.q20,
    case
        when respondents.q21 = 1 then 'Private provider'
        when respondents.q21 = 2 then 'University'
        when respondents.q21 = 3 then 'University college'
        when respondents.q21 = 4 then 'Business academy'
        when respondents.q21 = 5 then 'Public-sector provider'
        when respondents.q21 = 6 then 'Trade union or industry body'
        when respondents.q21 = 7 then 'Other'
        when {{ var('wave') }} >= 2026 and respondents.q21 = 8 then 'Online provider'
    end as q21,
    case
        when respondents.q22_1 = 0 then 'Not selected'
        when respondents.q22_1 = 1 then 'Selected'
    end as q22_1,
    case
        when respondents.q22_2 = 0 then 'Not selected'
        when respondents.q22_2 = 1 then 'Selected'
    end as q22_2,
    case
        when respondents.q22_3 = 0 then 'Not selected'
        when respondents.q22_3 = 1 then 'Selected'
    end as q22_3,
    case
        when respondents.q22_4 = 0 then 'Not selected'
        when respondents.q22_4 = 1 then 'Selected'
    end as q22_4,
    case
        when respondents.q22_5 = 0 then 'Not selected'
        when respondents.q22_5 = 1 then 'Selected'
    end as q22_5,
    case
        when respondents.q22_6 = 0 then 'Not selected'
        when respondents.q22_6 = 1 then 'Selected'
    end as q22_6,
    case
        when respondents.q22_7 = 0 then 'Not selected'
        when respondents.q22_7 = 1 then 'Selected'
    end as q22_7,
    case
        when respondents.q23_1 = 1 then 'Not at all'
        when respondents.q23_1 = 2 then 'To a low degree'
        when respondents.q23_1 = 3 then 'To some degree'
        when respondents.q23_1 = 4 then 'To a high degree'
        when respondents.q23_1 = 5 then 'To a very high degree'
        when respondents.q23_1 = 6 then 'Don’t know'
    end as q23_1,
    case
        when respondents.q23_2 = 1 then 'Not at all'
        when respondents.q23_2 = 2 then 'To a low degree'
        when respondents.q23_2 = 3 then 'To some degree'
        when respondents.q23_2 = 4 then 'To a high degree'
        when respondents.q23_2 = 5 then 'To a very high degree'
        when respondents.q23_2 = 6 then 'Don’t know'
    end as q23_2,
    case
        when respondents.q23_3 = 1 then 'Not at all'
        when respondents.q23_3 = 2 then 'To a low degree'
        when respondents.q23_3 = 3 then 'To some degree'
        when respondents.q23_3 = 4 then 'To a high degree'
        when respondents.q23_3 = 5 then 'To a very high degree'
        when respondents.q23_3 = 6 then 'Don’t know'
    end as q23_3,
    case
        when respondents.q23_4 = 1 then 'Not at all'
        when respondents.q23_4 = 2 then 'To a low degree'
        when respondents.q23_4 = 3 then 'To some degree'
        when respondents.q23_4 = 4 then 'To a high degree'
        when respondents.q23_4 = 5 then 'To a very high degree'
        when respondents.q23_4 = 6 then 'Don’t know'
    end as q23_4,
    case
        when respondents.q23_5 = 1 then 'Not at all'
        when respondents.q23_5 = 2 then 'To a low degree'
        when respondents.q23_5 = 3 then 'To some degree'
        when respondents.q23_5 = 4 then 'To a high degree'
        when respondents.q23_5 = 5 then 'To a very high degree'
        when respondents.q23_5 = 6 then 'Don’t know'
    end as q23_5,
    case
        when respondents.q23_6 = 1 then 'Not at all'
        when respondents.q23_6 = 2 then 'To a low degree'
        when respondents.q23_6 = 3 then 'To some degree'
        when respondents.q23_6 = 4 then 'To a high degree'
        when respondents.q23_6 = 5 then 'To a very high degree'
        when respondents.q23_6 = 6 then 'Don’t know'
    end as q23_6,
    case
        when respondents.q24_1 = 1 then 'Not at all'
        when respondents.q24_1 = 2 then 'To a low degree'
        when respondents.q24_1 = 3 then 'To some degree'
        when respondents.q24_1 = 4 then 'To a high degree'
        when respondents.q24_1 = 5 then 'To a very high degree'
        when respondents.q24_1 = 6 then 'Don’t know'
    end as q24_1,
    case
        when respondents.q24_2 = 1 then 'Not at all'
        when respondents.q24_2 = 2 then 'To a low degree'
        when respondents.q24_2 = 3 then 'To some degree'
        when respondents.q24_2 = 4 then 'To a high degree'
        when respondents.q24_2 = 5 then 'To a very high degree'
        when respondents.q24_2 = 6 then 'Don’t know'
    end as q24_2,
    case
        when respondents.q24_3 = 1 then 'Not at all'
        when respondents.q24_3 = 2 then 'To a low degree'
        when respondents.q24_3 = 3 then 'To some degree'
        when respondents.q24_3 = 4 then 'To a high degree'
        when respondents.q24_3 = 5 then 'To a very high degree'
        when respondents.q24_3 = 6 then 'Don’t know'
    end as q24_3,
    case
        when respondents.q24_4 = 1 then 'Not at all'
        when respondents.q24_4 = 2 then 'To a low degree'
        when respondents.q24_4 = 3 then 'To some degree'
        when respondents.q24_4 = 4 then 'To a high degree'
        when respondents.q24_4 = 5 then 'To a very high degree'
        when respondents.q24_4 = 6 then 'Don’t know'
    end as q24_4,
    case
        when respondents.q25_1 = 1 then 'Strongly disagree'
        when respondents.q25_1 = 2 then 'Mostly disagree'
        when respondents.q25_1 = 3 then 'Neither disagree nor agree'
        when respondents.q25_1 = 4 then 'Mostly agree'
        when respondents.q25_1 = 5 then 'Strongly agree'
        when respondents.q25_1 = 6 then 'Don’t know'
    end as q25_1,
    case
        when respondents.q25_2 = 1 then 'Strongly disagree'
        when respondents.q25_2 = 2 then 'Mostly disagree'
        when respondents.q25_2 = 3 then 'Neither disagree nor agree'
        when respondents.q25_2 = 4 then 'Mostly agree'
        when respondents.q25_2 = 5 then 'Strongly agree'
        when respondents.q25_2 = 6 then 'Don’t know'
    end as q25_2,
    case
        when respondents.q25_3 = 1 then 'Strongly disagree'
        when respondents.q25_3 = 2 then 'Mostly disagree'
        when respondents.q25_3 = 3 then 'Neither disagree nor agree'
        when respondents.q25_3 = 4 then 'Mostly agree'
        when respondents.q25_3 = 5 then 'Strongly agree'
        when respondents.q25_3 = 6 then 'Don’t know'
    end as q25_3,
    case
        when respondents.v1 = 1 then 'No particular problems'
        when respondents.v1 = 2 then 'High well-being'
        when respondents.v1 = 3 then 'Low job satisfaction'
        when respondents.v1 = 4 then 'High stress'
        when respondents.v1 = 5 then 'Major conflicts'
    end as v1,
    case
        when respondents.v2 = 1 then '1 teaching day'
        when respondents.v2 = 2 then '3 teaching days'
        when respondents.v2 = 3 then '5 teaching days'
        when respondents.v2 = 4 then '10 teaching days'
    end as v2,
    case
        when respondents.v3 = 1 then 'Employer pays nothing'
        when respondents.v3 = 2 then 'Employer pays half'
        when respondents.v3 = 3 then 'Employer pays everything'
    end as v3,
    case
        when respondents.v4 = 1 then 'Time off work'
        when respondents.v4 = 2 then 'Partly time off'
        when respondents.v4 = 3 then 'No time off'
    end as v4,
    case
        when respondents.v5 = 1 then 'Online'
        when respondents.v5 = 2 then 'In person'
    end as v5,
    respondents.q26,
    respondents.q27,
    respondents.q28,
    respondents.q29
from {{ ref('fct_respondent') }} as respondents
