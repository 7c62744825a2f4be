"""Named errors: each says which stratum, variable, category, estimate or row is at fault, and the remedy.

All derive from :class:`SurveyError`, itself a ``ValueError``, so that a caller can catch one family.
"""


class SurveyError(ValueError):
    """Base of every error that this package raises on purpose."""


class ShapeError(SurveyError):
    """Arrays that describe the same cells or rows differ in length, or an index points outside them."""


class MissingCodeError(SurveyError):
    """A stratum or category code is missing (None, NaN, NA)."""


class InvalidWeightError(SurveyError):
    """A weight or a population count is missing, infinite, negative, or zero where it must be positive."""


class UnknownMarginVariableError(SurveyError):
    """Margins name a variable that the sample lacks, or the sample one that the margins lack."""


class MarginCategoryAbsentError(SurveyError):
    """The population has members in a category in which the sample has none."""


class SampleCategoryAbsentError(SurveyError):
    """The sample has members in a category that the margins do not list, or list with nobody in it."""


class DuplicateMarginError(SurveyError):
    """The same stratum, variable and category has two population counts."""


class MarginTotalsDisagreeError(SurveyError):
    """Two calibration variables imply different population sizes of one stratum."""


class CalibrationNotConvergedError(SurveyError):
    """No positive weights were found that meet all margins."""


class BoundsError(SurveyError):
    """Bounds of the g-weights on one side of 1, or within which no weights meet the margins."""


class UnknownColumnError(SurveyError):
    """A column, or a column inside an SQL expression or a formula, that the data do not have."""


class UnreadableDataError(SurveyError):
    """Data that cannot be read as one table: a missing or broken file, or an object of another kind."""


class InvalidFormulaError(SurveyError):
    """A regression formula that cannot be parsed, or that needs more than one row at a time."""


class GroupCountError(SurveyError):
    """A comparison needs at least two groups."""


class InvalidReplicatesError(SurveyError):
    """Replicate multipliers that do not fit the sample."""


class SingleUnitStratumError(SurveyError):
    """A stratum holds one respondent, so that its variance cannot be estimated."""


class PopulationTooSmallError(SurveyError):
    """A stratum population, used as finite population correction, is below the number of respondents."""


class InconsistentCellError(SurveyError):
    """Cell sums contradict each other or the cell table (more domain members than respondents, say)."""


class EmptyDomainError(SurveyError):
    """An estimate has no member in the sample."""


class OverlappingDomainsError(SurveyError):
    """Two domains that must be disjoint share respondents."""


class InvalidOutcomeError(SurveyError):
    """An outcome is missing, infinite, or not 0/1 where a share is asked for."""


class SingularDesignError(SurveyError):
    """Regressors are collinear."""


class EmptyLevelError(SurveyError):
    """A factor level, or its reference, has no row in the analysis."""


class SeparationError(SurveyError):
    """A category predicts the response perfectly, so that its logistic coefficient is infinite."""


class ModelNotConvergedError(SurveyError):
    """An iterative model fit stopped before it converged."""


class OptionError(SurveyError):
    """An argument that is none of the choices there are."""


class LevelError(SurveyError):
    """A coverage that does not lie between 0 and 1."""


class TrimmingError(SurveyError):
    """Bounds of weights in the wrong order, or within which no weights keep their sum."""
