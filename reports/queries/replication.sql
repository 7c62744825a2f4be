select * from pub_replication order by sort_order
