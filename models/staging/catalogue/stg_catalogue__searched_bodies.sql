-- Unions and industry bodies whose catalogues were searched, one row per body.
select
    nullif(trim(body_name), '') as body_name,
    nullif(trim(body_type), '') as body_type,
    nullif(trim(provider_in_catalogue), '') as provider_in_catalogue,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('catalogue_searched_bodies') }}
