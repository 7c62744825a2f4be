-- What the stars mean, one row per legend and number of stars.
select
    {{ trimmed("legend_id") }} as legend_id,
    {{ trimmed("stars") }} as stars,
    cast({{ trimmed("p_below") }} as double) as p_below
from {{ ref('significance_legends') }}
