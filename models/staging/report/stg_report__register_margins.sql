-- Printed table 6.1, one row per register variable and category.
select
    nullif(trim(row_type), '') as row_type,
    nullif(trim(variable), '') as variable_name,
    nullif(trim(category), '') as category_label_da,
    nullif(trim(category_en), '') as category_label_en,
    cast(nullif(trim(pct_respondents), '') as double) as pct_respondents,
    cast(nullif(trim(pct_sample), '') as double) as pct_sample,
    cast(nullif(trim(pct_population), '') as double) as pct_population,
    cast(nullif(trim(pct_weighted), '') as double) as pct_weighted,
    cast(nullif(trim(source_line), '') as integer) as source_line,
    nullif(trim(note), '') as note
from {{ ref('table_6_1_margins') }}
