-- Code-to-code recodes, one row per recoded variable and source code. A source code without a row gives NULL.
select
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("source_variable") }} as source_variable,
    {{ trimmed("source_code") }} as source_code,
    {{ trimmed("code") }} as code
from {{ ref('codebook_recodes') }}
where {{ in_force() }}
