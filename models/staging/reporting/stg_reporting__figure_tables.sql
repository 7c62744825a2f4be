-- Figures drawn from a whole published table, one row per figure and table.
select
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("table_name") }} as table_name
from {{ ref('reporting_figure_tables') }}
