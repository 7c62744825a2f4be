select * from pub_catalogue_summary order by sort_order
