select * from pub_key_figures order by sort_order
