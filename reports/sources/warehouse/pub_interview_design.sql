select
    interview_group,
    criterion_type,
    criterion_code,
    label_da,
    label_en,
    n_interviews,
    note_da,
    note_en,
    sort_order
from read_parquet('sources/warehouse/pub_interview_design.parquet')
