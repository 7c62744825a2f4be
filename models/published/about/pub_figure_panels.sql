-- What a figure's picture is drawn from, one row per figure, panel and source: metadata, no numbers.
select
    figure_id,
    panel,
    chart_kind,
    source_id,
    mean_source_id,
    title_da,
    title_en,
    sort_order
from {{ ref('stg_reporting__figure_panels') }}
