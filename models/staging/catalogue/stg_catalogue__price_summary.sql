-- Prices that the report prints, one row per measure. No course has a price of its own.
select
    {{ trimmed("measure_id") }} as measure_id,
    cast({{ trimmed("price_dkk") }} as integer) as price_dkk
from {{ ref('catalogue_price_summary') }}
