-- Names of the ledger's entries, one row per number and measure.
select
    number_key,
    'estimate' as measure,
    label_da,
    label_en
from {{ ref('est_number_labels') }}
union all
-- A share's complement is called by the code that it leaves.
select distinct
    estimates.number_key,
    'complement' as measure,
    codes.label_da || coalesce(' – ' || labels.group_value_label_da, '') as label_da,
    codes.label_en || coalesce(' – ' || labels.group_value_label_en, '') as label_en
from {{ ref('est_figure_estimates') }} as estimates
inner join {{ ref('est_number_labels') }} as labels
    on estimates.number_key = labels.number_key
inner join {{ ref('dim_code') }} as codes
    on
        estimates.outcome_variable = codes.variable_name
        and codes.code = '0'
where
    estimates.statistic = 'share'
    and estimates.outcome_key = '1'
union all
select
    terms.number_key,
    'coefficient' as measure,
    models.label_da || ' – ' || variables.label_da || coalesce(': ' || codes.label_da, '') as label_da,
    models.label_en || ' – ' || variables.label_en || coalesce(': ' || codes.label_en, '') as label_en
from {{ ref('est_regression_terms') }} as terms
inner join {{ ref('stg_reporting__models') }} as models
    on terms.model_id = models.model_id
inner join {{ ref('dim_variable') }} as variables
    on terms.variable_name = variables.variable_name
left join {{ ref('dim_code') }} as codes
    on
        terms.variable_name = codes.variable_name
        and terms.level_code = codes.code
union all
select
    models.model_id as number_key,
    'n' as measure,
    'Antal ledere i modellen: ' || figures.title_da || ' – ' || models.label_da as label_da,
    'Managers in the model: ' || figures.title_en || ' – ' || models.label_en as label_en
from {{ ref('stg_reporting__models') }} as models
inner join {{ ref('stg_reporting__figures') }} as figures
    on models.figure_id = figures.figure_id
union all
select distinct
    bases.number_key,
    'n' as measure,
    'Antal ledere: ' || domains.label_da as label_da,
    'Number of managers: ' || domains.label_en as label_en
from {{ ref('est_figure_bases') }} as bases
inner join {{ ref('stg_reporting__domains') }} as domains
    on bases.domain_id = domains.domain_id
{%- set columns = {
    "respondents": ["svar", "respondents"],
    "sample": ["stikprøve", "sample"],
    "population": ["population", "population"],
    "weighted": ["svar, vægtet", "respondents, weighted"],
} %}
{%- for column, names in columns.items() %}
union all
select
    margins.number_key,
    'share_{{ column }}' as measure,
    variables.label_da || ': ' || codes.label_da || ' ({{ names[0] }})' as label_da,
    variables.label_en || ': ' || codes.label_en || ' ({{ names[1] }})' as label_en
from {{ ref('est_register_margins') }} as margins
inner join {{ ref('dim_variable') }} as variables
    on margins.variable_name = variables.variable_name
inner join {{ ref('dim_code') }} as codes
    on
        margins.variable_name = codes.variable_name
        and margins.code = codes.code
{%- endfor %}
union all
select
    number_key,
    measure,
    label_da,
    label_en
from {{ ref('stg_reporting__ledger_labels') }}
