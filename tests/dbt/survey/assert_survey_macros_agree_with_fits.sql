{{ config(group="survey_microdata") }}
-- The SQL macros give every requested estimate as the fitted models do, from rows: 1e-10 relative.
-- Members and outcomes are gathered here from the codebook's long tables, not from the estimation cells.
with

members as (
    select
        specs.spec_id,
        specs.statistic,
        specs.outcome_codes,
        coalesce(groups.code, 'all') as group_code,
        outcomes.person_id,
        outcomes.code,
        outcomes.value
    from {{ ref('stg_reporting__estimates') }} as specs
    inner join {{ ref('int_survey__domain_members') }} as members
        on specs.domain_id = members.domain_id
    inner join {{ ref('int_survey__values') }} as outcomes
        on
            members.person_id = outcomes.person_id
            and specs.outcome_variable = outcomes.variable_name
    left join {{ ref('int_survey__values') }} as groups
        on
            members.person_id = groups.person_id
            and specs.group_variable = groups.variable_name
    where
        specs.group_variable is null
        or groups.code is not null
),

means as (
    select
        spec_id || '|' || group_code || '|mean' as estimate_key,
        person_id,
        value
    from members
    where statistic = 'mean'
),

outcome_keys as (
    select distinct
        spec_id,
        coalesce(outcome_codes, code) as outcome_key
    from members
    where statistic = 'share'
),

shares as (
    select
        members.spec_id || '|' || members.group_code || '|' || outcome_keys.outcome_key as estimate_key,
        members.person_id,
        list_contains(string_split(outcome_keys.outcome_key, ';'), members.code) as has_outcome
    from members
    inner join outcome_keys
        on members.spec_id = outcome_keys.spec_id
),

from_macros as (
    select * from ({{ survey_mean("means", "value", by=["estimate_key"]) }}) as of_means
    union all
    select * from ({{ survey_share("shares", "has_outcome", by=["estimate_key"]) }}) as of_shares
),

from_fits as (
    select
        keys.estimate_key,
        fitted.*
    from {{ ref('fit_estimates') }} as fitted
    inner join {{ ref('int_estimation__keys') }} as keys
        on fitted.estimate_index = keys.estimate_index
)

select
    coalesce(from_macros.estimate_key, from_fits.estimate_key) as estimate_key,
    from_macros.estimate as estimate_sql,
    from_fits.estimate,
    from_macros.std_error as std_error_sql,
    from_fits.std_error
from from_macros
full outer join from_fits
    on from_macros.estimate_key = from_fits.estimate_key
where
    from_macros.estimate_key is null
    or from_fits.estimate_key is null
    or from_macros.n_unweighted != from_fits.n_unweighted
    or from_macros.degrees_of_freedom != from_fits.degrees_of_freedom
    {%- for column in ["estimate", "std_error", "ci_low", "ci_high", "n_weighted", "design_effect"] %}
    or (from_macros.{{ column }} is null) != (from_fits.{{ column }} is null)
    or abs(from_macros.{{ column }} - from_fits.{{ column }}) > 1e-10 * abs(from_fits.{{ column }})
    {%- endfor %}
