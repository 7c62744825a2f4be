"""Writes the models that follow from lists kept elsewhere: the codebook's variables, what is published.

``codebook``     the seeds: variables, codes, bins, recodes, routing, domains, and in which waves a row holds
``answers``      staging: how every answer is checked and typed
``respondents``  the wide tables: how every analysis variable is made
``shown``        the audit's view of what is published, from the declarations of the published models
``write``        the files, and whether they are up to date

The files are committed, so that a reader sees the columns and dbt needs no database to compile them; a test
holds them to the codebook. After a change of the codebook: ``make models``.
"""
