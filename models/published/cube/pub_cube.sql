-- Any outcome by any background and by leader type or sector, one row per outcome, group and split.
-- Rounded to four decimals, since groups are small; of a withheld row no number is shown, n included.
{%- set shown = "not cube.is_suppressed" %}
select
    cube.wave,
    cube.outcome_id,
    nullif(cube.group_variable, 'all') as group_variable,
    cube.group_code,
    nullif(cube.split_variable, 'all') as split_variable,
    cube.split_code,
    {%- for column in ["estimate", "std_error", "ci_low", "ci_high"] %}
    case when {{ shown }} then round(cube.{{ column }}, 4) end as {{ column }},
    {%- endfor %}
    case when {{ shown }} then cast(cube.n_unweighted as integer) end as n_unweighted,
    cube.is_suppressed,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_cube') }} as cube
