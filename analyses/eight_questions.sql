-- Eight questions in SQL alone, without dbt, for the restricted database:
--   duckdb -readonly warehouse/manager_training.duckdb < analyses/eight_questions.sql
-- The same in Python: eight_questions.ipynb. docs/analysts.md explains the functions. The first six read persons:
-- before such numbers leave the house, withhold those of fewer persons than the var suppression_threshold.

-- 1. How many per cent are trained, by region and gender?
select * from survey_share(is_trained, by := ['region', 'gender']);

-- 2. Is the difference between the sectors more than chance?
select * from survey_difference(is_trained, by := ['sector']);

-- 3. How strong is the desire for training (0 to 100), by education within each sector?
select * from survey_mean(desire_points, by := ['sector', 'education']);

-- 4. How many managers of the country have training, by region?
select * from survey_total(is_trained, by := ['region']);

-- 5. Who provided the training?
select
    labels.label_en,
    provider.*
from (
    select
        q21,
        count(*) as n_unweighted,
        sum(calibrated_weight) / sum(sum(calibrated_weight)) over () as estimate
    from marts.fct_respondent
    where is_manager and is_trained = 1 and q21 is not null
    group by q21
) as provider
inner join marts.dim_code as labels
    on labels.variable_name = 'q21' and labels.code = cast(provider.q21 as varchar)
order by provider.estimate desc;

-- 6. And managers under 40 with responsibility for personnel, by industry?
select * from survey_share(is_trained, by := ['industry9'], domain := age_years < 40 and leader_type in (1, 2));

-- 7. What does gender mean when background is equal? The report's regression; one of your own is in the notebook.
select
    variable_label_en,
    level_label_en,
    coefficient,
    std_error,
    stars_appendix
from published.pub_regression_terms
where model_id = 'desire_1';

-- 8. Figure 3.4 again.
select
    group_value_label_en,
    round(100 * estimate, 1) as per_cent,
    repeat('#', cast(round(50 * estimate) as integer)) as picture
from published.pub_estimates
where figure_id = 'fig_3_4'
order by group_label_en, group_sort;
