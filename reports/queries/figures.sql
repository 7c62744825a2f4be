select * from pub_figures order by sort_order
