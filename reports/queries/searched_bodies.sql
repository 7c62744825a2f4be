select * from pub_searched_bodies order by sort_order
