-- No published table may hold a person identifier. Depends on every public table through the ledger and the figures.
-- depends_on: {{ ref('pub_replication') }}
-- depends_on: {{ ref('pub_estimates') }}
select
    table_name,
    column_name
from information_schema.columns
where
    table_schema = 'published'
    and column_name in ('person_id', 'row_index', 'q21_text', 'q22_text')
