-- The imagined situation of the experiment in our own words, one row per sentence.
select
    {{ trimmed("part") }} as part,
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("code") }} as code,
    {{ trimmed("text_da") }} as text_da,
    {{ trimmed("text_en") }} as text_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('codebook_vignette_texts') }}
