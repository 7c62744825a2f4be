{{ config(materialized="table" if var("earlier_waves") else "view") }}
-- Restricted. One row per wave and complete respondent, all waves at hand.
-- Alone, a wave is shown, not copied; with others it is a table, since their warehouses do not stay attached.
select waves.*
from {{ all_waves(ref('fct_respondent')) }} as waves
