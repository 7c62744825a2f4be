-- Names of the estimates, one row per estimate: request, group and outcome codes.
select distinct
    sums.estimate_index,
    sums.spec_id,
    sums.group_code,
    sums.outcome_key,
    sums.spec_id || '|' || sums.group_code || '|' || sums.outcome_key as estimate_key,
    specs.statistic = 'share' as is_share
from {{ ref('int_estimation__sums') }} as sums
inner join {{ ref('stg_reporting__estimates') }} as specs
    on sums.spec_id = specs.spec_id
