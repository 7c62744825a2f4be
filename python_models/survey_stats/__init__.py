"""Design-based survey statistics: pure functions on arrays and cells, validated against R's ``survey``.

``calibration``   rake weights to population margins, weight diagnostics
``estimation``    domain means, shares, totals and tests of differences, from cells
``regression``    weighted least squares with a strata-aware sandwich
``response``      logistic model of response from grouped counts
``significance``  stars and Holm's adjustment
``errors``        what is raised on bad input

Import from the modules: each loads only what it needs. Formulas and sources: docs/statistics.md.
"""
