select * from pub_vignette order by sort_order
