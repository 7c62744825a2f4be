-- Printed table 6.1, one row per register variable and category.
select
    {{ trimmed("row_type") }} as row_type,
    {{ trimmed("variable") }} as variable_name,
    {{ trimmed("category") }} as category_label_da,
    {{ trimmed("category_en") }} as category_label_en,
    cast({{ trimmed("pct_respondents") }} as double) as pct_respondents,
    cast({{ trimmed("pct_sample") }} as double) as pct_sample,
    cast({{ trimmed("pct_population") }} as double) as pct_population,
    cast({{ trimmed("pct_weighted") }} as double) as pct_weighted,
    cast({{ trimmed("source_line") }} as integer) as source_line,
    {{ trimmed("note") }} as note
from {{ ref('table_6_1_margins') }}
