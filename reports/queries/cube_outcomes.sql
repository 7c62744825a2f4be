select * from pub_cube_outcomes order by sort_order
