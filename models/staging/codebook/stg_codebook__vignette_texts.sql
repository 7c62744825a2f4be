-- The imagined situation of the experiment in our own words, one row per sentence.
select
    nullif(trim(part), '') as part,
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(code), '') as code,
    nullif(trim(text_da), '') as text_da,
    nullif(trim(text_en), '') as text_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('codebook_vignette_texts') }}
