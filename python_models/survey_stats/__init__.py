"""Design-based survey statistics, validated against R's ``survey``. README.md shows its use.

    from survey_stats import SurveyDesign

``design``   SurveyDesign: a sample in a file, a database or a data frame, and estimates from it
``kernel``   the estimators themselves, on cells, sums and matrices; numpy, and scipy's special functions
``errors``   what is raised on bad input

Formulas and sources: docs/statistics.md.
"""

from importlib import import_module

_PLACES = {
    "EstimateTable": "survey_stats.design.joint",
    "RegressionResult": "survey_stats.design.fitted",
    "SurveyDesign": "survey_stats.design.survey",
    "Table": "survey_stats.design.table",
    "pool_imputations": "survey_stats.kernel.imputation",
}
__all__ = sorted(_PLACES)


def __getattr__(name: str) -> object:
    # On first use: the kernel is imported without DuckDB and Arrow.
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
