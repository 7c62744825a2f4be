select * from pub_catalogue_courses order by course_name, provider, course_id
