select version, strftime(revised_on, '%Y-%m-%d') as revised_on, change_da, change_en from pub_revisions order by sort_order desc
