"""Every estimator under every kind of sample: the standard error of the total of its scores, or a refusal.

Totals agree with R for every kind (the tests against R); whatever else is estimated has the variance of the
total of its linearised scores (Binder 1983), which are written out on rows here. What a kind of sample does
not support raises an error that says so.
"""

from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from survey_stats import SurveyDesign
from survey_stats.errors import SurveyError

pytestmark = pytest.mark.slow

SIZE = 120


def table(**more):
    i = np.arange(SIZE)
    rng = np.random.default_rng(5)
    x = rng.normal(size=SIZE)
    columns = {
        # Unequal also where all else that calibration knows is equal.
        "w": 2.0 + i % 7,
        "one": np.full(SIZE, 3.0),
        "stratum": i % 3,
        "cluster": i // 6,
        "within": i // 2,
        "size": np.full(SIZE, 90.0),
        "later": np.full(SIZE, 12.0),
        "p": 0.1 + 0.02 * (i // 6 % 9),
        "second": (i * 7 % 10 < 6),
        "answered": (i * 11 % 9 < 7).astype(int),
        "g": i * 5 % 4,
        "c": i * 3 % 5,
        "x": x,
        "y": 10 + 2 * x + rng.normal(size=SIZE) + i % 3,
        "b": (rng.random(SIZE) < 0.4).astype(int),
        "k": rng.poisson(2.0, SIZE),
    }
    return pa.table(columns | more)


def margins(data, design):
    """Two variables, so that also cells outside a group have a part of its scores explained."""
    found = {}
    for name, factor in (("g", lambda code: 1.1 + code % 2 / 10), ("c", lambda code: 1.0)):
        found[name] = dict.fromkeys(data[name].to_pylist(), 0.0)
        for code, weight in zip(data[name].to_pylist(), design.weights, strict=True):
            found[name][code] += weight * factor(code)
    scale = sum(found["g"].values()) / sum(found["c"].values())
    found["c"] = {code: scale * total for code, total in found["c"].items()}
    return found


def raked(data, *arguments, **options):
    design = SurveyDesign(data, *arguments, **options)
    return design.calibrate(margins(data, design))


REPLICATES = np.random.default_rng(2).uniform(0.5, 1.5, (SIZE, 10))

KINDS = {
    "weights alone": lambda d: SurveyDesign(d, "w"),
    "equal weights": lambda d: SurveyDesign(d, "one", strata="stratum", fpc="size"),
    "strata": lambda d: SurveyDesign(d, "w", strata="stratum", fpc="size"),
    "clusters": lambda d: SurveyDesign(d, "w", clusters="cluster"),
    "two stages": lambda d: SurveyDesign(d, "w", clusters=["cluster", "within"], fpc=["size", "later"]),
    "brewer": lambda d: SurveyDesign(d, "w", clusters="cluster", fpc="p", pps="brewer"),
    "hartley-rao": lambda d: SurveyDesign(d, "w", clusters="cluster", fpc="p", pps="hartley-rao"),
    "yates-grundy": lambda d: SurveyDesign(d, "w", clusters="cluster", fpc="p", pps="yates-grundy"),
    "two phases": lambda d: SurveyDesign(d, "w", strata="stratum", fpc="size").second_phase("second"),
    "two phases in full": lambda d: SurveyDesign(d, "w", strata="stratum", fpc="size").second_phase(
        "second", strata="g", method="full"
    ),
    "raked": lambda d: raked(d, "w", strata="stratum"),
    "raked, equal weights": lambda d: raked(d, "one", strata="stratum", fpc="size"),
    "raked clusters": lambda d: raked(d, "w", clusters="cluster"),
    "raked brewer": lambda d: raked(d, "w", clusters="cluster", fpc="p", pps="brewer"),
    "raked yates-grundy": lambda d: raked(d, "w", clusters="cluster", fpc="p", pps="yates-grundy"),
    "trimmed": lambda d: raked(d, "w", strata="stratum").trim(6.0),
    "adjusted": lambda d: SurveyDesign(d, "w", strata="stratum").adjust_nonresponse("answered", by="c"),
    "adjusted, raked": lambda d: (
        SurveyDesign(d, "w")
        .adjust_nonresponse("answered", formula="x + C(c)")
        .calibrate({"g": dict.fromkeys(range(4), 200.0)})
    ),
}
REPLICATED = {
    "bootstrap": lambda d: SurveyDesign(d, "w", strata="stratum").replicate(10),
    "raked bootstrap": lambda d: raked(d, "w").replicate(10),
    "given": lambda d: SurveyDesign.from_replicates(d, "w", REPLICATES, "bootstrap", combined=False),
}


@cache
def design(kind):
    return (KINDS | REPLICATED)[kind](table())


def rows(kind):
    """Columns of the sample's rows, and their final weights."""
    data = {name: np.array(column) for name, column in table().to_pydict().items()}
    inside = data["second"] if kind.startswith("two phases") else np.ones(SIZE, dtype=bool)
    return {name: column[inside] for name, column in data.items()}, design(kind).weights, inside


def errors_of_totals(kind, inside, scores):
    columns = {f"z{i}": np.zeros(SIZE) for i in range(len(scores))}
    for column, values in zip(columns.values(), scores, strict=True):
        column[inside] = values
    design = KINDS[kind](table(**columns))
    return [design.total(name).std_error[0] for name in columns]


def mean_scores(w, y, member):
    total = w @ member
    return member * (y - w @ (member * y) / total) / total


def model_scores(w, x, y, family):
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        eta = x @ beta
        mu = {"gaussian": eta, "binomial": 1 / (1 + np.exp(-eta)), "poisson": np.exp(eta)}[family]
        slope = {"gaussian": np.ones_like(mu), "binomial": mu * (1 - mu), "poisson": mu}[family]
        inverse = np.linalg.inv(x.T @ ((w * slope)[:, None] * x))
        beta = beta + inverse @ (x.T @ (w * (y - mu)))
    return ((y - mu)[:, None] * x) @ inverse


@pytest.mark.parametrize("kind", KINDS)
def test_standard_errors_are_those_of_the_total_of_the_scores(kind):
    d = design(kind)
    r, w, inside = rows(kind)
    ones = np.ones(len(w))
    y, x = r["y"], r["x"]
    upper = (r["x"] > -0.5).astype(float)
    wanted = []
    wanted.append((d.mean("y").std_error[0], mean_scores(w, y, ones)))
    wanted.append((d.mean("y", domain="x > -0.5").std_error[0], mean_scores(w, y, upper)))
    by = d.total("y", by="c", domain="x > -0.5").std_error
    means = d.mean("y", by=["g"])
    shares = d.share("c", by="g")
    for code in range(4):
        member = (r["g"] == code).astype(float)
        wanted.append((means.std_error[code], mean_scores(w, y, member)))
        wanted.append((shares.std_error[5 * code + 2], mean_scores(w, (r["c"] == 2) * 1.0, member)))
        wanted.append((by[code], y * upper * (r["c"] == code)))
    covariance = means.vcov
    contrast = means.contrast([1, -1, 0, 0]).std_error[0]
    difference = mean_scores(w, y, r["g"] == 0) - mean_scores(w, y, r["g"] == 1)
    wanted.append((contrast, difference))
    wanted.append((np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]), difference))
    wanted.append((d.ttest("y", by="g").std_error[0], difference))
    wanted.append((d.ttest("y").std_error[0], mean_scores(w, y, ones)))
    wanted.append((d.ttest("y", paired="x").std_error[0], mean_scores(w, y - x, ones)))
    ratio = (w @ y) / (w @ r["k"])
    wanted.append((d.ratio("y", "k").std_error[0], (y - ratio * r["k"]) / (w @ r["k"])))
    dummies = np.stack([ones, x, *(r["g"] == code for code in range(1, 4))], axis=1).astype(float)
    for outcome, family in (("y", "gaussian"), ("b", "binomial"), ("k", "poisson")):
        fit = d.regress(f"{outcome} ~ x + C(g)", family=family)
        scores = model_scores(w, dummies, r[outcome], family)
        wanted += [(fit.terms.std_error[place], scores[:, place]) for place in range(5)]
        at = np.array([1.0, 0.3, 0, 1, 0])
        predicted = fit.predict({"x": [0.3], "g": [2]})
        wanted.append((predicted["linear_std_error"][0], scores @ at))
    found, scores = zip(*wanted, strict=True)
    assert found == pytest.approx(errors_of_totals(kind, inside, scores), rel=1e-8)
    # The interval of a quantile is that of the share below it.
    quantile = d.quantile("y", 0.5, df="design")
    below = d.share(f"y <= {float(quantile.estimate[0])!r}", interval="mean")
    for bound in ("ci_low", "ci_high"):
        order = np.argsort(y[w > 0])
        cumulated = np.cumsum(w[w > 0][order]) / w.sum()
        place = np.searchsorted(cumulated, below[bound][0])
        near = y[w > 0][order][max(place - 1, 0) : place + 2]
        assert near.min() <= quantile[bound][0] <= near.max()


@pytest.mark.parametrize("kind", REPLICATED)
def test_standard_errors_of_replicates_are_those_of_the_estimates_of_each(kind):
    """A design of each replicate's weights gives the same estimates, whose spread is the standard error."""
    d = design(kind)
    cells = d.cells
    # Cells are persons here, but not in the order of the rows.
    order = np.argsort(d._sample.column_of_cells("k_row"))
    weights = (cells.replicates.factor * cells.sum_w[:, None])[order]
    calls = {
        "mean": lambda d: d.mean("y", by="g"),
        "total": lambda d: d.total("y", domain="x > 0"),
        "share": lambda d: d.share("c", by="g"),
        "ratio": lambda d: d.ratio("y", "k"),
        "ttest": lambda d: d.ttest("y", by="g"),
        "gaussian": lambda d: d.regress("y ~ x + C(g)").terms,
        "binomial": lambda d: d.regress("b ~ x + C(g)", family="binomial").terms,
    }
    designs = [SurveyDesign(table(own=column), "own") for column in weights.T]
    for name, call in calls.items():
        each = [call(of)["difference" if name == "ttest" else "estimate"] for of in designs]
        variance = cells.replicates.scale * ((np.array(each) - np.mean(each, axis=0)) ** 2).sum(axis=0)
        np.testing.assert_allclose(call(d)["std_error"], np.sqrt(variance), rtol=1e-7, err_msg=name)


REFUSED = [
    (kind, change)
    for kind, changes in {
        "hartley-rao": ("trim", "replicate", "adjust", "second"),
        "yates-grundy": ("trim", "replicate", "adjust", "second"),
        "brewer": ("trim", "replicate", "adjust", "second"),
        "raked brewer": ("trim", "replicate", "adjust", "second"),
        "two phases": ("calibrate", "trim", "replicate", "adjust", "second"),
        "two phases in full": ("calibrate", "trim", "replicate", "adjust", "second"),
        "two stages": ("replicate", "second"),
        "raked": ("adjust", "second"),
        "trimmed": ("replicate", "second"),
        "adjusted": ("replicate", "second"),
        "adjusted, raked": ("replicate", "second", "adjust"),
        "bootstrap": ("trim", "adjust", "second"),
        "given": ("trim", "adjust", "second", "replicate"),
    }.items()
    for change in changes
]


@pytest.mark.parametrize(("kind", "change"), REFUSED)
def test_what_a_sample_does_not_support_is_refused(kind, change):
    d = design(kind)
    with pytest.raises(SurveyError):
        {
            "calibrate": lambda: d.calibrate({"c": dict.fromkeys(range(5), 100.0)}),
            "trim": lambda: d.trim(5.0),
            "replicate": lambda: d.replicate(10),
            "adjust": lambda: d.adjust_nonresponse("answered"),
            "second": lambda: d.second_phase("second"),
        }[change]()
