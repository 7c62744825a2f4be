select
    value_da,
    value_en
from pub_about
where key = 'study_title'
