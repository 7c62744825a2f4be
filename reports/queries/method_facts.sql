select * from pub_method_facts order by topic_sort, sort_order
