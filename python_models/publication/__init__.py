"""Build the warehouse and the site beside the published ones, audit them, swap them in at once.

The dbt project computes, the Evidence project draws; this package only decides what becomes visible
and when. Nothing here knows any statistics.
"""
