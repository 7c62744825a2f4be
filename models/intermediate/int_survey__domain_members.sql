-- Members of every domain that a figure is drawn over, one row per manager and domain.
-- A domain is a filter on one variable and a rule on which answers must be valid (`seeds/reporting`).
with

domains as (
    select * from {{ ref('stg_reporting__domains') }}
),

managers as (
    select person_id
    from {{ ref('int_weights__persons') }}
    where is_manager
),

filtered as (
    select
        domains.domain_id,
        survey_values.person_id
    from domains
    inner join {{ ref('int_survey__values') }} as survey_values
        on
            domains.filter_variable = survey_values.variable_name
            and list_contains(string_split(domains.filter_codes, ';'), survey_values.code)
),

required as (
    select
        domain_id,
        valid_rule,
        unnest(string_split(valid_variables, ';')) as variable_name,
        len(string_split(valid_variables, ';')) as variables_n
    from domains
    where valid_variables is not null
),

answered as (
    select
        required.domain_id,
        required.valid_rule,
        required.variables_n,
        survey_values.person_id,
        count(*) as answered_n,
        count(*) filter (where survey_values.value > 0) as selected_n
    from required
    inner join {{ ref('int_survey__values') }} as survey_values
        on required.variable_name = survey_values.variable_name
    group by required.domain_id, required.valid_rule, required.variables_n, survey_values.person_id
)

select
    domains.domain_id,
    managers.person_id
from domains
cross join managers
left join filtered
    on
        domains.domain_id = filtered.domain_id
        and managers.person_id = filtered.person_id
left join answered
    on
        domains.domain_id = answered.domain_id
        and managers.person_id = answered.person_id
where
    (domains.filter_variable is null or filtered.person_id is not null)
    and case
        when domains.valid_rule is null then true
        when domains.valid_rule = 'all' then coalesce(answered.answered_n = answered.variables_n, false)
        when domains.valid_rule = 'any' then coalesce(answered.answered_n > 0, false)
        when domains.valid_rule = 'any_selected' then coalesce(answered.selected_n > 0, false)
    end
