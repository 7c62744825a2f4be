select
    figure_id,
    panel,
    chart_kind,
    source_id,
    mean_source_id,
    title_da,
    title_en,
    sort_order
from read_parquet('sources/warehouse/pub_figure_panels.parquet')
