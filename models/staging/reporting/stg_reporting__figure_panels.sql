-- What a figure's picture is drawn from, one row per figure, panel and source.
select
    {{ trimmed("figure_id") }} as figure_id,
    cast({{ trimmed("panel") }} as integer) as panel,
    {{ trimmed("chart_kind") }} as chart_kind,
    {{ trimmed("source_id") }} as source_id,
    {{ trimmed("mean_source_id") }} as mean_source_id,
    {{ trimmed("title_da") }} as title_da,
    {{ trimmed("title_en") }} as title_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_figure_panels') }}
