-- Where a figure and the cube state the same number (variable, codes, domain, group), both state it alike, and the
-- one does not show what the other withholds.
select
    figures.estimate_key,
    figures.estimate,
    cube.estimate as cube_estimate,
    figures.is_suppressed,
    cube.is_suppressed as is_suppressed_in_cube
from {{ ref('est_estimates') }} as figures
inner join {{ ref('est_cube') }} as cube
    on
        figures.outcome_variable = cube.outcome_variable
        and figures.outcome_key = cube.outcome_key
        and figures.domain_id = cube.domain_id
        and coalesce(figures.group_variable, 'all') = cube.group_variable
        and figures.group_code = cube.group_code
        and cube.split_variable = 'all'
where
    abs(figures.estimate - cube.estimate) > 1e-9 * abs(cube.estimate)
    or abs(figures.std_error - cube.std_error) > 1e-9 * cube.std_error
    or figures.n_unweighted != cube.n_unweighted
    or figures.is_suppressed != cube.is_suppressed
