-- The simplest attack: of a distribution with its mean, withheld answers are two unknowns in two equations (all
-- answers add up to the number of persons, their values to the mean). Two withheld answers need the mean withheld, or a
-- third; one is solved in any case.
with

answers as (
    select
        outcome_variable,
        group_variable,
        group_code,
        domain_label_en,
        count(*) as n_answers,
        count(*) filter (where is_suppressed) as n_withheld
    from {{ ref('pub_estimates') }}
    where
        statistic = 'share'
        and outcome_key not like '%;%'
    group by outcome_variable, group_variable, group_code, domain_label_en
    having count(*) > 2
),

means as (
    select
        replace(outcome_variable, 'desire_points', 'desire') as outcome_variable,
        group_variable,
        group_code,
        domain_label_en
    from {{ ref('pub_estimates') }}
    where
        statistic = 'mean'
        and not is_suppressed
)

select
    answers.outcome_variable,
    answers.group_variable,
    answers.group_code,
    answers.n_withheld
from answers
left join means
    on
        answers.outcome_variable = means.outcome_variable
        and answers.group_variable is not distinct from means.group_variable
        and answers.group_code = means.group_code
        and answers.domain_label_en = means.domain_label_en
where
    answers.n_withheld = 1
    or (answers.n_withheld = 2 and means.outcome_variable is not null)
