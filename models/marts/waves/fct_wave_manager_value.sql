{{ config(materialized="table" if var("earlier_waves") else "view") }}
-- Restricted. One row per wave, manager and variable with a valid value, all waves at hand.
-- Alone, a wave is shown, not copied; with others it is a table, since their warehouses do not stay attached.
select waves.*
from {{ all_waves(ref('fct_manager_value')) }} as waves
