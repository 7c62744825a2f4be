-- Persons behind every estimate, one row per estimate: members of the domain with a valid answer and, for
-- shares, how many of them gave the outcome. What disclosure control looks at.
select
    sums.estimate_index,
    sum(sums.n) as n_persons,
    case when bool_or(keys.is_share) then sum(sums.sum_y) end as n_with_outcome
from {{ ref('int_estimation__sums') }} as sums
inner join {{ ref('int_estimation__keys') }} as keys
    on sums.estimate_index = keys.estimate_index
group by sums.estimate_index
