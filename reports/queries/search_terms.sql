select
    term_number,
    term_da,
    gloss_en
from pub_search_terms
order by term_number
