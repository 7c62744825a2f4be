"""Take real deliveries in: read the files, hold them to the contract, hand them to dbt in place of the seeds.

Files become tables of text with exactly the columns of the seeds. What a single row may hold is decided
once, by the SQL of the staging layer, which `deliveries.staging` runs in memory.
"""
