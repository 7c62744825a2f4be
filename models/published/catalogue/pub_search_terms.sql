-- Terms of the course search, one row per term.
select
    cast(term_number as integer) as term_number,
    term_da,
    gloss_en
from {{ ref('stg_catalogue__search_terms') }}
