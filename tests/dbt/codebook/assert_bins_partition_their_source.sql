-- The intervals of a grouped variable are ordered, leave no gap between substantive values and never overlap.
-- The don't-know interval of the training year (99) lies below all years and is left out of the gap rule.
with

intervals as (
    select
        bins.variable_name,
        bins.code,
        bins.lower_bound,
        bins.upper_bound,
        lag(bins.upper_bound) over (
            partition by bins.variable_name
            order by bins.lower_bound
        ) as previous_upper_bound,
        lag(codes.is_missing) over (
            partition by bins.variable_name
            order by bins.lower_bound
        ) as previous_is_missing
    from {{ ref('stg_codebook__bins') }} as bins
    inner join {{ ref('stg_codebook__codes') }} as codes
        on
            bins.code_list = codes.code_list
            and bins.code = codes.code
)

select
    variable_name,
    code,
    lower_bound,
    upper_bound
from intervals
where
    lower_bound is null
    or upper_bound < lower_bound
    or lower_bound <= previous_upper_bound
    or (not previous_is_missing and lower_bound != previous_upper_bound + 1)
