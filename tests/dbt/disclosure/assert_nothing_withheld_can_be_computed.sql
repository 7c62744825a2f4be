{{ config(group="survey_microdata") }}
-- The attack on everything published (aud_attack) bounds nothing withheld too tightly.
with

summary as (
    select
        count(*) as n_cells,
        min(number_key || ': ' || cell_name) as first_cell
    from {{ ref('aud_attack') }}
    where is_bounded_too_tightly
)

-- dbt counts the rows of a test without looking at them: the message has to stand in the filter.
select *
from summary
where
    n_cells > 0
    and {{ raise_in_sql(
        "n_cells || ' withheld cells can be computed, or nearly so, from what is published (' || first_cell"
        " || '). Withhold more rows beside them: docs/disclosure.md.'"
    ) }} is not null
