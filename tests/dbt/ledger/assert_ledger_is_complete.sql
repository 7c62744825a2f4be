{{ config(group="survey_microdata") }}
-- Every entry of the maps must find what it names; a spelling mistake would else turn a number into silence. Every
-- figure and table of the report has a published table to draw from, and none names a figure that is not there.
select 'printed number without a value: ' || estimate_id as problem
from {{ ref('est_replication') }}
where
    number_key is not null
    and our_value is null
    and wave = {{ var('report_wave') }}
    -- Of a model that too few answered it says so.
    and reason_code is distinct from 'withheld'
union all
select 'claim without a result: ' || claim_id as problem
from {{ ref('est_claims') }}
where
    claim_kind != 'not_testable'
    and verdict = 'not_testable'
    and wave = {{ var('report_wave') }}
    -- Of a withheld number it says so.
    and reason_code is distinct from 'withheld'
union all
select 'requested estimate without a row: ' || specs.spec_id as problem
from {{ ref('stg_reporting__estimates') }} as specs
-- A question that this wave did not ask has no estimates.
inner join {{ ref('stg_codebook__variables') }} as variables
    on specs.outcome_variable = variables.variable_name
left join {{ ref('est_figure_estimates') }} as estimates
    on specs.spec_id = estimates.spec_id
where estimates.spec_id is null
union all
select 'requested test without a row: ' || tests.test_id as problem
from {{ ref('stg_reporting__tests') }} as tests
left join {{ ref('int_estimation__test_pairs') }} as pairs
    on tests.test_id = pairs.test_id
left join {{ ref('fit_estimates') }} as first_numbers
    on pairs.number_key_a = first_numbers.number_key
left join {{ ref('fit_estimates') }} as second_numbers
    on pairs.number_key_b = second_numbers.number_key
left join {{ ref('est_group_tests') }} as results
    on tests.test_id = results.test_id
where
    results.test_id is null
    -- There is no difference from a group in which nobody answered.
    and (
        pairs.test_id is null
        or (
            first_numbers.number_key is not null
            and second_numbers.number_key is not null
        )
    )
union all
select 'key figure without an estimate: ' || key_figures.key_figure_id as problem
from {{ ref('stg_reporting__key_figures') }} as key_figures
left join {{ ref('pub_key_figures') }} as published
    on key_figures.key_figure_id = published.key_figure_id
where published.key_figure_id is null
union all
-- A coefficient with a standard error of its own, so far absent from the map, would go uncompared.
select 'printed coefficient not mapped: ' || estimate_id as problem
from {{ ref('est_replication') }}
where
    statistic in ('coef', 'coef_reference')
    and number_key is null
union all
select 'figure without a table, or the other way round: ' || coalesce(figures.figure_id, tables.figure_id) as problem
from {{ ref('pub_figures') }} as figures
full outer join {{ ref('pub_figure_tables') }} as tables
    on figures.figure_id = tables.figure_id
where
    figures.figure_id is null
    or tables.figure_id is null
