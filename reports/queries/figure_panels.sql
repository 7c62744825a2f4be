select * from pub_figure_panels order by sort_order
