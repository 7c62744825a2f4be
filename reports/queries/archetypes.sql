select * from pub_archetypes order by archetype_id, variable_name
