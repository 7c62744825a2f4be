select
    key,
    value_da,
    value_en
from pub_about
