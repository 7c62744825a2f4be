-- Domains (subpopulations) that figures are drawn over, one row per domain.
select
    {{ trimmed("domain_id") }} as domain_id,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("filter_variable") }} as filter_variable,
    {{ trimmed("filter_codes") }} as filter_codes,
    {{ trimmed("valid_variables") }} as valid_variables
from {{ ref('reporting_domains') }}
