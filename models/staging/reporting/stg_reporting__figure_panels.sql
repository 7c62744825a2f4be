-- What a figure's picture is drawn from, one row per figure, panel and source.
select
    nullif(trim(figure_id), '') as figure_id,
    cast(nullif(trim(panel), '') as integer) as panel,
    nullif(trim(chart_kind), '') as chart_kind,
    nullif(trim(source_id), '') as source_id,
    nullif(trim(mean_source_id), '') as mean_source_id,
    nullif(trim(title_da), '') as title_da,
    nullif(trim(title_en), '') as title_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_figure_panels') }}
