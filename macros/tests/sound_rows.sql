{#-
    What must hold of every row of a model, in one test: `key`, columns whose combination occurs once and is never NULL
    (`nullable` names parts that may be); `not_null`, other columns without NULL; `accepted`, the values that a column
    may have besides NULL; `references`, columns whose values, besides NULL, are found in another table.
    A row per rule that is broken, with how often: no values, since they may be a person's.
-#}
{% test sound_rows(model, key=[], nullable=[], not_null=[], accepted={}, references=[]) %}
with

broken as (
    {%- if key %}
    select
        'key {{ key | join(", ") }} occurs more than once' as rule,
        count(*) as n_broken
    from (
        select {{ key | join(", ") }}
        from {{ model }}
        group by {{ key | join(", ") }}
        having count(*) > 1
    ) as repeated
    union all
    {%- endif %}
    {%- for column in key + not_null if column not in nullable %}
    select
        '{{ column }} is NULL' as rule,
        count(*) as n_broken
    from {{ model }}
    where {{ column }} is null
    union all
    {%- endfor %}
    {%- for column, values in accepted.items() %}
    select
        '{{ column }} has a value that is not accepted' as rule,
        count(*) as n_broken
    from {{ model }}
    where cast({{ column }} as varchar) not in ('{{ values | join("', '") }}')
    union all
    {%- endfor %}
    {%- for reference in references %}
    select
        '{{ reference.column }} is not found in {{ reference.to.identifier }}' as rule,
        count(*) as n_broken
    from {{ model }}
    where
        {{ reference.column }} is not null
        and {{ reference.column }} not in (
            select {{ reference.field }} from {{ reference.to }} where {{ reference.field }} is not null
        )
    union all
    {%- endfor %}
    select
        '' as rule,
        0 as n_broken
)

select *
from broken
where n_broken > 0
{% endtest %}
