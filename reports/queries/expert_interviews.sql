select
    organisation,
    organisation_type_label_da,
    organisation_type_label_en,
    n_interviews,
    sort_order
from pub_expert_interviews
order by sort_order
