select * from pub_search_terms order by term_number
