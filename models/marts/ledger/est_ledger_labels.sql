-- Names of the ledger's entries, one row per key.
select
    'estimate:' || estimate_key as ledger_key,
    label_da,
    label_en
from {{ ref('est_estimate_labels') }}
union all
select
    'estimate:' || estimates.spec_id || '|' || estimates.group_code || '|0_complement' as ledger_key,
    codes.label_da || coalesce(' – ' || labels.group_value_label_da, '') as label_da,
    codes.label_en || coalesce(' – ' || labels.group_value_label_en, '') as label_en
from {{ ref('est_estimates') }} as estimates
inner join {{ ref('est_estimate_labels') }} as labels
    on estimates.estimate_key = labels.estimate_key
inner join {{ ref('dim_code') }} as codes
    on
        estimates.outcome_variable = codes.variable_name
        and codes.code = '0'
where
    estimates.outcome_variable = 'is_trained'
    and estimates.outcome_key = '1'
union all
select
    'coef:' || terms.model_id || '|' || terms.variable_name || '|' || terms.level_code as ledger_key,
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
    'n:model|' || models.model_id as ledger_key,
    'Antal ledere i modellen: ' || figures.title_da || ' – ' || models.label_da as label_da,
    'Managers in the model: ' || figures.title_en || ' – ' || models.label_en as label_en
from {{ ref('stg_reporting__models') }} as models
inner join {{ ref('dim_figure') }} as figures
    on models.figure_id = figures.figure_id
union all
select
    'n:' || bases.base_rank || '|' || bases.figure_id as ledger_key,
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
    'margin:{{ column }}|' || margins.variable_name || '|' || margins.code as ledger_key,
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
    ledger_key,
    label_da,
    label_en
from {{ ref('stg_reporting__ledger_labels') }}
