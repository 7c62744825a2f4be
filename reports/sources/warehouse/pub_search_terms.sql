select
    term_number,
    term_da,
    gloss_en
from read_parquet('sources/warehouse/pub_search_terms.parquet')
