-- Table 6.1, one row per register variable and category: respondents, sample, population, weighted respondents.
select
    margins.wave,
    margins.number_key,
    margins.variable_name,
    variables.label_da as variable_label_da,
    variables.label_en as variable_label_en,
    margins.code as category_code,
    codes.label_da as category_label_da,
    codes.label_en as category_label_en,
    cast(codes.sort_order as integer) as category_sort,
    {%- for column in ["share_respondents", "share_sample", "share_weighted"] %}
    case
        when not margins.is_suppressed then round(margins.{{ column }}, {{ var('maximum_decimals') }})
    end as {{ column }},
    {%- endfor %}
    round(margins.share_population, {{ var('maximum_decimals') }}) as share_population,
    margins.is_suppressed,
    {{ provenance('printed_numbers.number_key is not null') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_register_margins') }} as margins
inner join {{ ref('dim_variable') }} as variables
    on margins.variable_name = variables.variable_name
inner join {{ ref('dim_code') }} as codes
    on
        margins.variable_name = codes.variable_name
        and margins.code = codes.code
left join {{ ref('pub_printed_numbers') }} as printed_numbers
    on margins.number_key = printed_numbers.number_key
