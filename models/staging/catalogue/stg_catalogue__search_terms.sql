-- Indicator terms of the course search, one row per term.
select
    cast({{ trimmed("term_number") }} as integer) as term_number,
    {{ trimmed("term_da") }} as term_da,
    {{ trimmed("gloss_en") }} as gloss_en
from {{ ref('catalogue_search_terms') }}
