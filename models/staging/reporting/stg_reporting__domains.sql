-- Domains (subpopulations) that figures are drawn over, one row per domain.
select
    nullif(trim(domain_id), '') as domain_id,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    nullif(trim(filter_variable), '') as filter_variable,
    nullif(trim(filter_codes), '') as filter_codes,
    nullif(trim(valid_variables), '') as valid_variables,
    nullif(trim(valid_rule), '') as valid_rule
from {{ ref('reporting_domains') }}
