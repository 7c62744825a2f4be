select
    topic_id,
    topic_label_da,
    topic_label_en,
    fact_id,
    label_da,
    label_en,
    text_da,
    text_en,
    topic_sort,
    sort_order
from read_parquet('sources/warehouse/pub_method_facts.parquet')
