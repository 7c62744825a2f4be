"""Design-based survey statistics, validated against R's ``survey``.

    from survey_stats import SurveyDesign

``design``        SurveyDesign: a sample in a file, database or data frame, and estimates from it
``calibration``   weights that meet population margins: raking, linear, logit; weight diagnostics
``cells``         the sample as cells, and the variance of sums of scores over it
``estimation``    domain means, shares, totals, ratios and tests of differences, from cells
``regression``    weighted least squares with a design-based sandwich, in two passes over the rows
``quantiles``, ``tables``, ``replication``   Woodruff intervals, Rao-Scott tests, the Rao-Wu bootstrap
``response``      logistic model of response from grouped counts
``significance``  stars and Holm's adjustment
``errors``        what is raised on bad input
``source``, ``scans``, ``formula``, ``margins``, ``results``, ``codes``   reading data, writing tables

Formulas and sources: docs/statistics.md.
"""

__all__ = ["RegressionResult", "SurveyDesign"]


def __getattr__(name: str) -> object:
    # On first use: the dbt models import the numeric modules only, and formula and data libraries take
    # a second to load.
    if name in __all__:
        from survey_stats.design import survey

        return getattr(survey, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
