select * from pub_about order by key
