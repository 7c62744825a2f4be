-- Indicator terms of the course search, one row per term.
select
    cast(nullif(trim(term_number), '') as integer) as term_number,
    nullif(trim(term_da), '') as term_da,
    nullif(trim(gloss_en), '') as gloss_en
from {{ ref('catalogue_search_terms') }}
