-- The interview groups, and the interviewees' own education, add up to the total.
with

totals as (
    select
        max(n_interviews) filter (where interview_group = 'all' and criterion_type = 'total') as n_total,
        sum(n_interviews) filter (where interview_group != 'all' and criterion_type = 'total') as n_groups,
        sum(n_interviews) filter (where criterion_type = 'education') as n_education
    from {{ ref('stg_catalogue__interview_selection') }}
)

select
    n_total,
    n_groups,
    n_education
from totals
where n_total is distinct from n_groups or n_total is distinct from n_education
