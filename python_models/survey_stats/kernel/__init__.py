"""The kernel: estimators on cells, sums and matrices. It knows no files, no data frames and no SQL.

Everything public is importable from here; the modules each hold one idea:

``cells``, ``sums``              the sample as cells, and what an estimate needs of the members of its domain
``scores``, ``variance``         linearised scores, and the variance of their total
``unequal``                      variances of PPS and two-phase samples
``estimates``, ``differences``   means, shares, totals and ratios of domains; t-tests between them
``margins``, ``distances``, ``calibration``, ``trimming``   weights that meet population margins
``regression``                   least squares with a design-based sandwich, in two passes
``independence``                 Rao-Scott tests of tables
``replicates``                   replicate weights and the Rao-Wu bootstrap
``response``, ``changes``, ``significance``   the response model, changes between waves, Holm's adjustment
``inference``, ``codes``, ``special``   t quantiles and intervals, code columns, scipy's special functions
``blocks``                       products and triangles of tall matrices
"""

from survey_stats.kernel.calibration import CalibrationResult, calibrate_cells, recalibrate
from survey_stats.kernel.cells import (
    CalibrationStep,
    ResponseStep,
    SampleCells,
    Stage,
    cell_design,
    sampling_fractions,
)
from survey_stats.kernel.changes import Changes, independent_changes
from survey_stats.kernel.codes import Factor, FloatArray, IntArray, read_factor, read_factors, read_numbers
from survey_stats.kernel.differences import DifferenceTests, difference_tests
from survey_stats.kernel.estimates import Estimates, estimate_means, estimate_ratios, estimate_totals
from survey_stats.kernel.independence import IndependenceTest, rao_scott
from survey_stats.kernel.inference import logit_interval, t_interval, t_p_value, t_quantile
from survey_stats.kernel.margins import (
    INTERCEPT,
    AuxiliaryBlock,
    auxiliary_blocks,
    margin_totals,
    match_margins,
)
from survey_stats.kernel.regression import (
    RegressionDesign,
    RegressionFit,
    RegressionRows,
    fit_rows,
    regression_design,
    weighted_least_squares,
)
from survey_stats.kernel.replicates import Replicates, rao_wu_multipliers
from survey_stats.kernel.response import ResponseModel, response_model
from survey_stats.kernel.significance import holm_adjust
from survey_stats.kernel.sums import DomainSums, WeightedSums
from survey_stats.kernel.trimming import TrimmedWeights, trim_weights, trimmed_sample
from survey_stats.kernel.variance import ScoreSums

__all__ = [
    "INTERCEPT",
    "AuxiliaryBlock",
    "CalibrationResult",
    "CalibrationStep",
    "Changes",
    "DifferenceTests",
    "DomainSums",
    "Estimates",
    "Factor",
    "FloatArray",
    "IndependenceTest",
    "IntArray",
    "RegressionDesign",
    "RegressionFit",
    "RegressionRows",
    "Replicates",
    "ResponseModel",
    "ResponseStep",
    "SampleCells",
    "ScoreSums",
    "Stage",
    "TrimmedWeights",
    "WeightedSums",
    "auxiliary_blocks",
    "calibrate_cells",
    "cell_design",
    "difference_tests",
    "estimate_means",
    "estimate_ratios",
    "estimate_totals",
    "fit_rows",
    "holm_adjust",
    "independent_changes",
    "logit_interval",
    "margin_totals",
    "match_margins",
    "rao_scott",
    "rao_wu_multipliers",
    "read_factor",
    "read_factors",
    "read_numbers",
    "recalibrate",
    "regression_design",
    "response_model",
    "sampling_fractions",
    "t_interval",
    "t_p_value",
    "t_quantile",
    "trim_weights",
    "trimmed_sample",
    "weighted_least_squares",
]
