-- What was answered to every question and is known of every register variable, and why others have no answer, one row
-- per variable and answer or reason. Answers are shares of those who gave a valid one; whether there is an answer is a
-- share of all managers. With as many decimals as the standard error justifies; of a withheld row no number is shown,
-- n included. Persons are counted one by one, or to the threshold where figures tell the answer of fewer persons too.
{%- set shown = "not estimates.is_suppressed" %}
select
    estimates.wave,
    estimates.number_key,
    asked.request_id as variable_name,
    variables.label_da as variable_label_da,
    variables.label_en as variable_label_en,
    asked.outcome_variable,
    case when asked.asked_by = 'status' then 'status' else asked.statistic end as kind,
    asked.outcome_key,
    case
        when asked.statistic = 'mean' then 'Gennemsnit'
        else coalesce(codes.label_da, statuses.label_da)
    end as label_da,
    case
        when asked.statistic = 'mean' then 'Mean'
        else coalesce(codes.label_en, statuses.label_en)
    end as label_en,
    asked.domain_id,
    {%- set unit = "case when told.is_counted then 1 else " ~ var('suppression_threshold') ~ " end" %}
    case
        when {{ shown }} then cast(round(estimates.n_with_outcome / {{ unit }}) * {{ unit }} as integer)
    end as n_with_outcome,
    case when asked.statistic = 'share' then {{ unit }} end as n_unit,
    case when {{ shown }} then cast(estimates.n_unweighted as integer) end as n_unweighted,
    {%- for column in ["estimate", "std_error", "ci_low", "ci_high"] %}
    case when {{ shown }} then round(estimates.{{ column }}, estimates.decimals) end as {{ column }},
    {%- endfor %}
    estimates.is_suppressed,
    cast(variables.sort_order as integer) as variable_sort,
    cast(coalesce(codes.sort_order, statuses.sort_order, 0) as integer) as code_sort,
    {{ provenance('printed_numbers.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('int_estimation__asked') }} as asked
inner join {{ ref('est_estimates') }} as estimates
    on asked.number_key = estimates.number_key
inner join {{ ref('int_disclosure__rows') }} as told
    on asked.number_key = told.number_key
inner join {{ ref('dim_variable') }} as variables
    on asked.request_id = variables.variable_name
left join {{ ref('dim_code') }} as codes
    on
        asked.asked_by = 'frequency'
        and asked.outcome_variable = codes.variable_name
        and asked.outcome_key = codes.code
left join {{ ref('stg_codebook__codes') }} as statuses
    on
        asked.asked_by = 'status'
        and statuses.code_list = 'answer_status'
        and asked.outcome_key = statuses.code
left join {{ ref('pub_printed_numbers') }} as printed_numbers
    on asked.number_key = printed_numbers.number_key
where asked.asked_by in ('frequency', 'level', 'status')
