-- Domains inside others, one row per outcome variable and pair of domains: all who answered in the inner domain belong
-- to the outer one too. The difference of two published numbers is then a number of the persons in between.
with

outer_domains as (
    select distinct
        outcome_variable,
        domain_id
    from {{ ref('int_disclosure__answers') }}
)

select
    inner_answers.outcome_variable,
    inner_answers.domain_id as inner_domain_id,
    outer_domains.domain_id as outer_domain_id
from {{ ref('int_disclosure__answers') }} as inner_answers
inner join outer_domains
    on
        inner_answers.outcome_variable = outer_domains.outcome_variable
        and inner_answers.domain_id != outer_domains.domain_id
left join {{ ref('int_disclosure__answers') }} as outer_answers
    on
        inner_answers.outcome_variable = outer_answers.outcome_variable
        and outer_domains.domain_id = outer_answers.domain_id
        and inner_answers.person_id = outer_answers.person_id
group by inner_answers.outcome_variable, inner_answers.domain_id, outer_domains.domain_id
having count(*) = count(outer_answers.person_id)
