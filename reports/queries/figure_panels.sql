select
    figure_id,
    panel,
    chart_kind,
    source_id,
    mean_source_id,
    title_da,
    title_en,
    sort_order
from pub_figure_panels
order by sort_order
