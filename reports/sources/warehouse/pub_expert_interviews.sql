select
    organisation,
    organisation_type,
    organisation_type_label_da,
    organisation_type_label_en,
    n_interviews,
    sort_order
from read_parquet('sources/warehouse/pub_expert_interviews.parquet')
