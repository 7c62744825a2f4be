select
    variable_name,
    variable_label_da,
    variable_label_en,
    category_code,
    category_label_da,
    category_label_en,
    category_sort,
    share_respondents,
    share_sample,
    share_weighted,
    share_population,
    is_suppressed
from pub_register_margins
order by case variable_name when 'sector' then 1 when 'age_group' then 2 when 'gender' then 3 when 'origin' then 4 when 'region' then 5 when 'education' then 6 else 7 end, category_sort
