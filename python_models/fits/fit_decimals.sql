-- How finely a number is told, one row per estimate.
select
    number_key,
    {{ shown_decimals('std_error') }} as decimals
from {{ ref('fit_estimates') }}
