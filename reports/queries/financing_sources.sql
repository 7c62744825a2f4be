select * from pub_financing_sources order by sort_order
