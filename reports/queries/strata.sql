select * from pub_strata order by sort_order
