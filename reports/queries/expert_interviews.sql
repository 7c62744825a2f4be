select * from pub_expert_interviews order by sort_order
