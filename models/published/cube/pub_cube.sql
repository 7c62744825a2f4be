-- Any outcome by any background and by leader type or sector, one row per outcome, group and split.
-- With as many decimals as the standard error justifies, three at most (docs/disclosure.md); of a withheld row no
-- number is shown, n included.
{%- set shown = "not estimates.is_suppressed" %}
select
    estimates.wave,
    estimates.number_key,
    asked.request_id as outcome_id,
    nullif(asked.group_variable, 'all') as group_variable,
    asked.group_code,
    nullif(asked.split_variable, 'all') as split_variable,
    asked.split_code,
    {%- for column in ["estimate", "std_error", "ci_low", "ci_high"] %}
    case when {{ shown }} then round(estimates.{{ column }}, estimates.decimals) end as {{ column }},
    {%- endfor %}
    case when {{ shown }} then cast(estimates.n_unweighted as integer) end as n_unweighted,
    estimates.is_suppressed,
    {{ provenance('printed_numbers.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('int_estimation__asked') }} as asked
inner join {{ ref('est_estimates') }} as estimates
    on asked.number_key = estimates.number_key
left join {{ ref('pub_printed_numbers') }} as printed_numbers
    on asked.number_key = printed_numbers.number_key
where asked.asked_by = 'cube'
