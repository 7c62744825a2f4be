select * from pub_group_tests order by figure_id, test_id
