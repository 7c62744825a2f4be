-- What the stars mean, one row per legend and number of stars.
select
    nullif(trim(legend_id), '') as legend_id,
    nullif(trim(stars), '') as stars,
    cast(nullif(trim(p_below), '') as double) as p_below
from {{ ref('significance_legends') }}
