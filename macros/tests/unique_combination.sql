{#-
    Fails with one row per combination of `columns` that occurs more than once.
    NULLs count as equal to each other, so that a key with a missing part cannot hide a duplicate.
-#}
{% test unique_combination(model, columns) %}
select
    {{ columns | join(", ") }},
    count(*) as n_rows
from {{ model }}
group by {{ columns | join(", ") }}
having count(*) > 1
{% endtest %}
