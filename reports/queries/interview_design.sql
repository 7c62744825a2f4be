select * from pub_interview_design order by sort_order
