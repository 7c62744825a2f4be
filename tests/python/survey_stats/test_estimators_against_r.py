"""Models, covariances, intervals, quantiles, stages, replicates and imputations against R
(reference/estimators.R).

Everything agrees to 1e-9 relative, but where the case says why not.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey_stats import SurveyDesign, pool_imputations
from survey_stats.kernel.shares import share_interval

FOLDER = Path(__file__).parent / "reference"
REFERENCE = json.loads((FOLDER / "estimators.json").read_text())
TOLERANCE = 1e-9


@cache
def rows(name):
    frame = pd.read_csv(FOLDER / "data" / f"{name}.csv.gz", keep_default_na=False, na_values=[""])
    return frame[frame["high_cholesterol"].notna()] if "high_cholesterol" in frame else frame


@cache
def design(name):
    arguments = dict(REFERENCE["designs"][name])
    margins = arguments.pop("margins", None)
    made = SurveyDesign(rows(arguments.pop("data")), **arguments)
    return made if margins is None else made.calibrate(margins)


def cases(kind):
    found = [case for case in REFERENCE["cases"] if case["kind"] == kind]
    names = [" ".join(str(v) for v in (c["design"], *list(c["arguments"].values())[:3]))[:60] for c in found]
    return pytest.mark.parametrize("case", found, ids=names)


def close(ours, theirs, tolerance=TOLERANCE, scale=None):
    ours = np.asarray(ours, dtype=float)
    theirs = np.array(theirs, dtype=float)
    allowed = tolerance * np.abs(theirs if scale is None else scale)
    off = ~((np.abs(ours - theirs) <= allowed) | (np.isnan(ours) & np.isnan(theirs)))
    assert ours.shape == theirs.shape and not off.any(), f"ours {ours[off][:5]}, R's {theirs[off][:5]}"


def assert_terms(fit, expected):
    terms = fit.terms.set_index("term")
    order = np.argsort(np.array(expected["estimate"]))
    ours = np.argsort(terms["estimate"].to_numpy())
    assert fit.degrees_of_freedom == expected["df"]
    close(terms["estimate"].to_numpy()[ours], np.array(expected["estimate"])[order])
    std_error = np.array(expected["std_error"])
    close(terms["std_error"].to_numpy()[ours], std_error[order])
    close(fit.vcov[np.ix_(ours, ours)], np.array(expected["vcov"])[np.ix_(order, order)],
          scale=np.outer(std_error, std_error)[np.ix_(order, order)])  # fmt: skip
    close(terms["ci_low"].to_numpy()[ours], np.array(expected["ci_low"])[order], scale=std_error[order])
    # The tail of t magnifies the last digits of a large statistic.
    close(terms["p_value"].to_numpy()[ours], np.array(expected["p_value"])[order], tolerance=1e-7)


@cases("model")
def test_models_predictions_effects_and_tests_of_terms(case):
    given, expected = case["arguments"], case["expected"]
    fit = design(case["design"]).regress(given["formula"], family=given["family"])
    assert_terms(fit, expected)
    predicted = fit.predict(given["new"])
    for ours, theirs in (
        ("estimate", "predicted"),
        ("std_error", "predicted_error"),
        ("linear", "linear"),
        ("linear_std_error", "linear_error"),
    ):
        close(predicted[ours], expected[theirs])
    wald = fit.test(given["factor"])
    close(wald["statistic"], [expected["wald"]["F"]])
    assert (wald["numerator_df"][0], wald["denominator_df"][0]) == (
        expected["wald"]["df"],
        expected["wald"]["ddf"],
    )
    close(wald["p_value"], [expected["wald"]["p"]], tolerance=1e-7)
    # R integrates the tail of the working statistic; the statistic and its eigenvalues are the same.
    working = fit.test(given["factor"], "rao-scott")
    close(working["statistic"], [expected["working"]])
    close(working["numerator_df"], [expected["first"]])
    effects = expected["effects"]
    for covariates in ("sampled", "fixed"):
        ours = fit.marginal_effects(covariates=covariates).set_index("term").loc[effects["term"]]
        close(ours["estimate"], effects["estimate"])
        close(ours["std_error"], effects[covariates])


@cases("formula")
def test_formulas_are_those_of_r(case):
    given = case["arguments"]
    assert_terms(design(case["design"]).regress(given["formula"], family=given["family"]), case["expected"])


@pytest.mark.parametrize("kind", ["mean", "total", "ratio"])
def test_several_estimates_together(kind):
    for case in (c for c in REFERENCE["cases"] if c["kind"] == kind):
        given, expected = case["arguments"], case["expected"]
        outcomes = [given["y"], given["x"]] if kind == "ratio" else [given["y"]]
        table = getattr(design(case["design"]), kind)(*outcomes, by=given["by"])
        size = len(table)
        close(table["estimate"], expected["estimate"])
        std_error = np.sqrt(np.diag(expected["vcov"]))
        close(table.vcov, expected["vcov"], scale=np.outer(std_error, std_error))
        close(table["std_error"], std_error)
        weights = np.eye(size)[0] - np.eye(size)[1]
        contrast = table.contrast({"first less second": weights})
        close(contrast["estimate"], [expected["difference"]], scale=expected["estimate"][0])
        close(contrast["std_error"], [expected["difference_error"]])
        quotient = table.function(lambda b: b[0] / b[1])
        close(quotient["estimate"], [expected["quotient"]])
        close(quotient["std_error"], [expected["quotient_error"]])
        wald = table.wald(weights)
        assert wald["statistic"][0] == pytest.approx(contrast["statistic"][0] ** 2, rel=1e-10)


@cases("interval")
def test_intervals_of_shares(case):
    given, expected = case["arguments"], case["expected"]
    found = design(case["design"]).share(given["y"], df="domain", interval=given["method"])
    # R interpolates the profile of the likelihood; ours is its exact root.
    tolerance = 2e-3 if given["method"] == "likelihood" else TOLERANCE
    close([found["ci_low"][0], found["ci_high"][0]], [expected["low"], expected["high"]], tolerance=tolerance)


def test_wilson_and_likelihood_meet_their_equations():
    """Wilson's (1927) bounds are the shares whose own standard error puts the estimate z away from them."""
    p, se, df, n = np.array([0.2]), np.array([0.03]), np.array([40]), np.array([300])
    from scipy.stats import norm, t

    size = p * (1 - p) / se**2 * (t.ppf(0.975, 299) / t.ppf(0.975, 40)) ** 2
    for bound in share_interval("wilson", p, se, df, n, 0.95):
        np.testing.assert_allclose(np.abs(p - bound) / np.sqrt(bound * (1 - bound) / size), norm.ppf(0.975))
    for bound in share_interval("likelihood", p, se, df, n, 0.95):
        deviance = 2 * (p * np.log(p / bound) + (1 - p) * np.log((1 - p) / (1 - bound)))
        np.testing.assert_allclose(deviance * p * (1 - p) / se**2, t.ppf(0.975, 40) ** 2)


@cases("quantile")
def test_rules_of_quantiles(case):
    given, expected = case["arguments"], case["expected"]
    found = design(case["design"]).quantile(given["y"], [0.2, 0.5, 0.77], rule=given["rule"])
    for name in expected:
        close(found[name], expected[name])


@cases("ttest")
def test_tests_of_one_sample(case):
    given, expected = case["arguments"], case["expected"]
    found = design(case["design"]).ttest(given["y"], paired=given.get("paired"), mean=given.get("mean", 0.0))
    assert found["degrees_of_freedom"][0] == expected["df"]
    for ours, theirs in (("statistic",) * 2, ("ci_low",) * 2, ("ci_high",) * 2):
        close(found[ours], [expected[theirs]])
    close(found["p_value"], [expected["p_value"]], tolerance=1e-7)


@cases("stages")
def test_two_stages_with_finite_populations(case):
    d, expected = design(case["design"]), case["expected"]
    close(d.mean("y")["estimate"], [expected["mean"]])
    close(d.mean("y")["std_error"], [expected["mean_error"]])
    close(d.total("y")["std_error"], [expected["total_error"]])
    close(d.ratio("y", "x")["std_error"], [expected["ratio_error"]])
    close(d.mean("y", by="g")["std_error"], expected["by_error"])
    close(d.regress("y ~ x").terms["std_error"][1], expected["slope_error"])


@cases("replicates")
def test_given_replicate_weights(case):
    given, expected = dict(case["arguments"]["arguments"]), case["expected"]
    frame = rows(given.pop("rows"))
    weights = rows(f"replicates_{case['design']}")
    table = pd.concat([frame, weights], axis=1)
    d = SurveyDesign.from_replicates(table, "weight", list(weights), **given)
    assert d.degrees_of_freedom == expected["df"]
    close(d.mean("y")["std_error"], [expected["mean_error"]])
    close(d.total("y")["std_error"], [expected["total_error"]])
    close(d.ratio("y", "x")["std_error"], [expected["ratio_error"]])
    close(d.mean("y", by="award")["std_error"], expected["by_error"])
    close(np.sqrt(np.diag(d.mean("y", by="award").vcov)), expected["by_error"])
    fit = d.regress("y ~ x")
    close(fit.terms["std_error"][1], expected["slope_error"])
    assert fit.degrees_of_freedom == expected["slope_df"]
    same = SurveyDesign.from_replicates(table, "weight", weights.to_numpy(), **given)
    logit = same.regress("high ~ x", family="binomial")
    close(logit.terms["estimate"], expected["logit"])
    close(logit.terms["std_error"], expected["logit_error"])


@cases("response")
def test_adjustment_for_non_response(case):
    given, expected = case["arguments"], case["expected"]
    arguments = dict(REFERENCE["designs"][case["design"]])
    frame = rows(arguments.pop("data"))
    frame = frame.assign(answered=rows(f"answered_{case['design']}")["answered"].to_numpy())
    # What those who did not answer said is unknown.
    frame[given["y"]] = frame[given["y"]].where(frame["answered"] == 1)
    d = SurveyDesign(frame, **arguments).adjust_nonresponse("answered", **given["ours"])
    close((d.weights**2).sum(), expected["weights"])
    close(d.mean(given["y"])[["estimate", "std_error"]].iloc[0], [expected["mean"], expected["mean_error"]])
    close(
        d.total(given["y"])[["estimate", "std_error"]].iloc[0], [expected["total"], expected["total_error"]]
    )
    close(d.mean(given["y"]).vcov, [[expected["mean_error"] ** 2]])
    assert d.degrees_of_freedom <= SurveyDesign(frame, **arguments).degrees_of_freedom
    with pytest.raises(Exception, match="adjusted for response"):
        d.replicate(10)


@cases("imputation")
def test_imputations(case):
    given, expected = case["arguments"], case["expected"]
    complete = given.get("complete")
    pooled = pool_imputations(
        given["estimates"],
        given["variances"],
        complete_degrees_of_freedom=np.inf if complete is None else complete,
    )
    close(pooled.estimate, [expected["estimate"]])
    close(pooled.std_error, [expected["std_error"]])
    if complete is None:
        close(pooled.degrees_of_freedom, [expected["df"]])
        close(pooled.missing_information, [expected["missinfo"]])
    else:
        # mitools leaves the factor 1 + 1/M out of the observed share of information (Barnard & Rubin, 1999).
        between = np.var(given["estimates"], ddof=1) * (1 + 1 / len(given["estimates"]))
        share = 1 - between / expected["std_error"] ** 2
        observed = (complete + 1) / (complete + 3) * complete * share
        close(
            pooled.degrees_of_freedom, [1 / (1 / observed + (1 - share) ** 2 / (len(given["estimates"]) - 1))]
        )
