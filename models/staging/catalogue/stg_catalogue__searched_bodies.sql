-- Unions and industry bodies whose catalogues were searched, one row per body.
select
    {{ trimmed("body_name") }} as body_name,
    {{ trimmed("body_type") }} as body_type,
    {{ trimmed("provider_in_catalogue") }} as provider_in_catalogue,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('catalogue_searched_bodies') }}
