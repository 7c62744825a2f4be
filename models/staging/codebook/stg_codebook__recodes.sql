-- Code-to-code recodes, one row per recoded variable and source code. A source code without a row gives NULL.
select
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(source_variable), '') as source_variable,
    nullif(trim(source_code), '') as source_code,
    nullif(trim(code), '') as code
from {{ ref('codebook_recodes') }}
where {{ in_force() }}
