-- Every figure and table of the report has a published table to draw from, and none names a figure that is not there.
select
    coalesce(figures.figure_id, tables.figure_id) as figure_id,
    tables.table_name
from {{ ref('pub_figures') }} as figures
full outer join {{ ref('pub_figure_tables') }} as tables
    on figures.figure_id = tables.figure_id
where
    figures.figure_id is null
    or tables.figure_id is null
