-- Prices that the report prints, one row per measure. No course has a price of its own.
select
    nullif(trim(measure_id), '') as measure_id,
    cast(nullif(trim(price_dkk), '') as integer) as price_dkk
from {{ ref('catalogue_price_summary') }}
