select * from pub_claims order by sort_order
