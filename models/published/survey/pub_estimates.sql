-- Shares (0 to 1) and means of every figure with their uncertainty, one row per estimate.
-- Rounded once, here, so that the same inputs publish the same numbers: with as many decimals as the standard error
-- justifies, weighted numbers to the weight of as many persons as the threshold. Withheld numbers are NULL.
select
    estimates.wave,
    estimates.figure_id,
    estimates.number_key,
    estimates.spec_id,
    estimates.statistic,
    estimates.outcome_variable,
    labels.outcome_label_da,
    labels.outcome_label_en,
    estimates.outcome_key,
    labels.outcome_value_label_da,
    labels.outcome_value_label_en,
    cast(labels.outcome_sort as integer) as outcome_sort,
    estimates.group_variable,
    labels.group_label_da,
    labels.group_label_en,
    estimates.group_code,
    labels.group_value_label_da,
    labels.group_value_label_en,
    cast(labels.group_sort as integer) as group_sort,
    estimates.domain_id,
    labels.domain_label_da,
    labels.domain_label_en,
    estimates.variance_mode,
    {%- for column in ["estimate", "std_error", "ci_low", "ci_high"] %}
    case when not estimates.is_suppressed then round(estimates.{{ column }}, estimates.decimals) end as {{ column }},
    {%- endfor %}
    case
        when not estimates.is_suppressed
            then {{ weighted_persons('estimates.n_weighted', 'estimates.n_unweighted') }}
    end as n_weighted,
    case when not estimates.is_suppressed then round(estimates.design_effect, 1) end as design_effect,
    cast(estimates.degrees_of_freedom as integer) as degrees_of_freedom,
    case when not estimates.is_suppressed then cast(estimates.n_unweighted as integer) end as n_unweighted,
    estimates.is_suppressed,
    {{ provenance('printed_numbers.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_figure_estimates') }} as estimates
inner join {{ ref('est_number_labels') }} as labels
    on estimates.number_key = labels.number_key
left join {{ ref('pub_printed_numbers') }} as printed_numbers
    on estimates.number_key = printed_numbers.number_key
