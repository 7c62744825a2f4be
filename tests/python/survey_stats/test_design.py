"""SurveyDesign: what it accepts, what it refuses and how it says so, and what must hold for any data."""

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from survey_stats import SurveyDesign, errors
from survey_stats.design.model import SUMMED_FROM
from survey_stats.kernel.inference import t_p_value, t_quantile

QUICK = settings(max_examples=6, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)


def people(seed=1, size=240) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    region = np.array(["north", "south", "west"])[np.arange(size) % 3]
    data = pd.DataFrame(
        {
            "region": region,
            "size": np.select([region == "north", region == "south"], [900, 1500], 4000),
            "sex": generator.choice(["f", "m"], size),
            "age": generator.integers(18, 80, size),
            "hours": generator.normal(37, 8, size).round(1),
            "weight": generator.uniform(1, 9, size),
            "psu": generator.integers(0, 8, size),
        }
    )
    data["income"] = 200 + 4 * data["hours"] + 30 * (data["sex"] == "m") + generator.normal(0, 60, size)
    data["happy"] = (data["income"] > 380).astype(int)
    return data


def margins(data, scale=1.1, variables=("sex", "region")) -> pd.DataFrame:
    rows = []
    generator = np.random.default_rng(7)
    target = data["weight"] * generator.uniform(0.7, 1.5, len(data)) * scale
    for variable in variables:
        for category, total in target.groupby(data[variable]).sum().items():
            rows.append((variable, category, total))
    return pd.DataFrame(rows, columns=["variable", "category", "total"])


def stratified(data, **changes):
    return SurveyDesign(data, **({"weight": "weight", "strata": "region", "fpc": "size"} | changes))


# --------------------------------------------------------------------------------------------- data


@pytest.mark.parametrize("kind", ["frame", "arrow", "relation", "foreign relation", "parquet", "csv"])
def test_every_kind_of_data_gives_the_same_numbers(kind, tmp_path):
    data = people()
    connection = duckdb.connect()
    given_as = {
        "frame": lambda: data,
        "arrow": lambda: pa.Table.from_pandas(data),
        "relation": lambda: duckdb.from_arrow(pa.Table.from_pandas(data)),
        "foreign relation": lambda: connection.from_arrow(pa.Table.from_pandas(data)),
        "parquet": lambda: (data.to_parquet(tmp_path / "d.parquet"), tmp_path / "d.parquet")[1],
        "csv": lambda: (data.to_csv(tmp_path / "d.csv", index=False), str(tmp_path / "d.csv"))[1],
    }[kind]()
    design = stratified(given_as).calibrate(margins(data))
    reference = stratified(data).calibrate(margins(data))
    np.testing.assert_allclose(design.weights, reference.weights, rtol=1e-10)
    got, expected = (
        d.mean(["income", "hours"], by="sex", domain="age >= 40")[["estimate", "std_error"]]
        for d in (design, reference)
    )
    np.testing.assert_allclose(got, expected, rtol=1e-9)
    fits = [d.regress("income ~ hours + sex + C(psu)").terms["std_error"] for d in (design, reference)]
    np.testing.assert_allclose(*fits, rtol=1e-9)


def test_columns_named_like_our_own_do_not_get_in_the_way():
    data = people()
    odd = data.assign(w=1.0, n=2, k0="x", g0="y", wy=3.0, cell_index=0, factor=9.0, nothing=1, y=5.0)
    for call in (
        lambda d: d.mean("income", by=["sex", "region"]),
        lambda d: d.ratio("income", "hours", by="sex"),
        lambda d: d.quantile("income", [0.2, 0.7], by="sex"),
        lambda d: d.share("sex", by="region"),
    ):
        pd.testing.assert_frame_equal(
            call(stratified(odd).calibrate(margins(data))).to_pandas(),
            call(stratified(data).calibrate(margins(data))).to_pandas(),
        )


def test_missing_outcomes_are_left_out_and_counted():
    data = people()
    holes = data.assign(income=data["income"].where(data.index % 5 != 0))
    table = stratified(holes).mean("income", by="sex")
    assert table["n_missing"].sum() == 48
    assert table["n_unweighted"].sum() == 192
    shares = stratified(holes.assign(sex=holes["sex"].where(holes.index % 4 != 0))).share("sex", by="region")
    assert set(shares["n_missing"]) == {20}
    np.testing.assert_allclose(shares.groupby("region")["estimate"].sum(), 1, rtol=1e-12)
    fit = stratified(holes).regress("income ~ hours")
    assert (fit.n_unweighted, fit.n_missing) == (192, 48)


def test_a_group_without_a_known_outcome_has_no_estimate():
    data = people()
    data.loc[data["sex"] == "f", "income"] = np.nan
    table = stratified(data).mean("income", by="sex").set_index("sex")
    assert np.isnan(table.loc["f", "estimate"])
    assert table.loc["f", "n_unweighted"] == 0
    assert table.loc["m", "estimate"] > 0


def test_one_person_has_no_interval_and_a_constant_has_no_error():
    data = people()
    alone = stratified(data).mean("income", domain=f"income = {float(data['income'].max())!r}")
    assert alone[["std_error", "ci_low", "ci_high"]].isna().all(axis=None)
    certain = stratified(data).share("happy", domain="income > 380")
    assert certain["std_error"][0] == 0
    assert certain[["ci_low", "ci_high"]].isna().all(axis=None)


def test_what_calibration_fixes_has_no_error():
    data = people()
    known = stratified(data).calibrate(margins(data)).total("1", by="sex")
    assert (known["std_error"] == 0).all()
    np.testing.assert_allclose(known["estimate"], margins(data)["total"][:2], rtol=1e-10)


# ---------------------------------------------------------------------------------------- properties


@QUICK
@given(seeds)
def test_weights_scale_out_of_means(seed):
    data = people(seed)
    one, two = (
        SurveyDesign(d, weight="weight", strata="region").mean("income", by="sex")
        for d in (data, data.assign(weight=data["weight"] * 37.5))
    )
    np.testing.assert_allclose(two[["estimate", "std_error"]], one[["estimate", "std_error"]], rtol=1e-10)


@QUICK
@given(seeds, st.sampled_from(["raking", "linear", "logit"]), st.booleans())
def test_calibration_hits_every_margin_and_twice_changes_nothing(seed, method, numeric):
    data = people(seed)
    wanted = margins(data, scale=1.0)
    # The numeric total is that of positive weights near the base weights, so that it can be met.
    if numeric:
        row = (
            "hours",
            None,
            float((data["weight"] * data["hours"]).sum() * wanted["total"][:2].sum() / data["weight"].sum()),
        )
        wanted = pd.concat([wanted, pd.DataFrame([row], columns=wanted.columns)], ignore_index=True)
    bounds = (0.2, 4) if method == "logit" else None
    once = stratified(data).calibrate(wanted, method=method, bounds=bounds)
    for variable, category, total in wanted.itertuples(index=False):
        x = data["hours"] if variable == "hours" else data[variable] == category
        assert (once.weights * x).sum() == pytest.approx(total, rel=1e-9)
    twice = once.calibrate(wanted, method=method, bounds=bounds)
    np.testing.assert_allclose(twice.weights, once.weights, rtol=1e-8)
    for call in (lambda d: d.mean("income", by="sex"), lambda d: d.total("income")):
        np.testing.assert_allclose(call(twice)["std_error"], call(once)["std_error"], rtol=1e-7)


@QUICK
@given(seeds)
def test_merging_identical_rows_leaves_point_estimates(seed):
    data = people(seed).drop(columns=["size"])
    data = data.assign(hours=data["hours"].round(-1), income=data["income"].round(-2), age=40, psu=1)
    merged = data.groupby([c for c in data if c != "weight"], as_index=False)["weight"].sum()
    whole, less = (SurveyDesign(d, weight="weight", strata="region") for d in (data, merged))
    assert len(merged) < len(data)
    for call in (
        lambda d: d.mean(["income", "hours"], by="sex"),
        lambda d: d.total("income"),
        lambda d: d.share("sex", by="region"),
        lambda d: d.ratio("income", "hours"),
        lambda d: d.quantile("income", [0.25, 0.5]),
        lambda d: d.regress("income ~ hours + sex").terms,
    ):
        np.testing.assert_allclose(call(less)["estimate"], call(whole)["estimate"], rtol=1e-10)


@QUICK
@given(seeds)
def test_domains_add_up_to_the_total(seed):
    data = people(seed)
    design = stratified(data).calibrate(margins(data))
    parts, whole = design.total("income", by=["sex", "psu"]), design.total("income")
    assert parts["estimate"].sum() == pytest.approx(whole["estimate"][0], rel=1e-11)
    assert parts["n_unweighted"].sum() == whole["n_unweighted"][0]


@QUICK
@given(seeds, st.booleans())
def test_row_order_never_matters(seed, clustered):
    data = people(seed)
    shuffled = data.sample(frac=1, random_state=seed % 1000)
    options = {"clusters": "psu", "fpc": None} if clustered else {}
    one, two = (stratified(d, **options).calibrate(margins(data)) for d in (data, shuffled))
    np.testing.assert_allclose(two.weights, one.weights[shuffled.index], rtol=1e-9)
    for call in (
        lambda d: d.mean("income", by="sex"),
        lambda d: d.ttest("income", "sex"),
        lambda d: d.chisq("sex", "happy"),
        lambda d: d.regress("income ~ hours + sex").terms,
    ):
        numbers = [call(d).select_dtypes("number") for d in (one, two)]
        np.testing.assert_allclose(*numbers, rtol=1e-7)


@QUICK
@given(seeds)
def test_weights_as_cells_or_as_rows_give_the_same_regression(seed):
    """Whole-number regressors are summed in SQL first, decimal ones are streamed: one answer."""
    data = people(seed)
    data["years"] = data["age"].astype(float)
    design = stratified(data).calibrate(margins(data))
    summed = design.regress("happy ~ age + sex", domain="psu < 7")
    streamed = design.regress("happy ~ years + sex", domain="psu < 7")
    np.testing.assert_allclose(streamed.vcov, summed.vcov, rtol=1e-8)
    np.testing.assert_allclose(streamed.terms["estimate"], summed.terms["estimate"], rtol=1e-8)


def test_statsmodels_agrees_on_coefficients_and_knows_no_strata():
    from statsmodels.api import WLS, add_constant

    data = people()
    ours = stratified(data).regress("income ~ hours + age").terms
    theirs = WLS(data["income"], add_constant(data[["hours", "age"]]), weights=data["weight"]).fit()
    np.testing.assert_allclose(ours["estimate"], theirs.params, rtol=1e-10)
    for standard_errors in (theirs.bse, theirs.get_robustcov_results("HC1").bse):
        assert (np.abs(ours["std_error"] / np.asarray(standard_errors) - 1) > 1e-3).any()


@pytest.mark.slow
def test_bootstrap_and_linearisation_agree_in_the_long_run():
    data = people(size=600)
    design = stratified(data).calibrate(margins(data))
    replicated = design.replicate(1000, seed=2)
    for call in (
        lambda d: d.mean("income", by="sex"),
        lambda d: d.total("happy"),
        lambda d: d.ratio("income", "hours"),
        lambda d: d.regress("income ~ hours + sex").terms,
    ):
        ratio = call(replicated)["std_error"] / call(design)["std_error"]
        # 1000 replicates leave a standard error of 2.2 %; four of them, and 4 % for small samples.
        assert (np.abs(ratio - 1) < 0.13).all()
    again = design.replicate(1000, seed=2)
    assert again.mean("income")["std_error"][0] == replicated.mean("income")["std_error"][0]
    assert (
        design.replicate(1000, seed=3).mean("income")["std_error"][0] != again.mean("income")["std_error"][0]
    )


# ----------------------------------------------------------------------------------------- bad input


def changed(column, row, value):
    data = people()
    data[column] = data[column].astype(object if isinstance(value, str | None.__class__) else float)
    data.loc[row, column] = value
    return data


def fitted():
    return stratified(people()).regress("income ~ age + hours")


def totals(**changes):
    table = margins(people())
    for place, value in changes.items():
        variable, category = place.split("_")
        table.loc[(table["variable"] == variable) & (table["category"] == category), "total"] = value
    return table


def more(*row):
    table = margins(people())
    return pd.concat([table, pd.DataFrame([row], columns=table.columns)], ignore_index=True)


BAD = [
    ("negative weight", lambda: stratified(changed("weight", 17, -1.0)), "InvalidWeightError", "row 17"),
    ("missing weight", lambda: stratified(changed("weight", 3, np.nan)), "InvalidWeightError", "row 3"),
    ("infinite weight", lambda: stratified(changed("weight", 3, np.inf)), "InvalidWeightError", "row 3"),
    ("text weight", lambda: stratified(people(), weight="sex"), "InvalidOutcomeError", "VARCHAR"),
    ("zero weights", lambda: stratified(people().assign(weight=0.0)), "InvalidWeightError", "all 240"),
    (
        "weightless domain",
        lambda: stratified(people().assign(weight=lambda d: d["weight"] * (d["sex"] == "m"))).mean(
            "income", domain="sex = 'f'"
        ),
        "InvalidWeightError",
        "income",
    ),
    (
        "one-person stratum",
        lambda: stratified(changed("region", 5, "east")),
        "SingleUnitStratumError",
        "'east'",
    ),
    (
        "one-cluster stratum",
        lambda: stratified(
            people().assign(psu=lambda d: d["psu"] * (d["region"] != "west")), clusters="psu", fpc=None
        ),
        "SingleUnitStratumError",
        "'west' has one primary sampling unit",
    ),
    ("missing stratum", lambda: stratified(changed("region", 8, None)), "MissingCodeError", "row 8"),
    ("small population", lambda: stratified(people().assign(size=79)), "PopulationTooSmallError", "'north'"),
    ("two populations", lambda: stratified(changed("size", 0, 901.0)), "InconsistentCellError", "'north'"),
    ("missing population", lambda: stratified(changed("size", 0, np.nan)), "InconsistentCellError", "north"),
    ("unknown column", lambda: stratified(people(), strata="county"), "UnknownColumnError", "county"),
    ("no rows", lambda: stratified(people().iloc[:0]), "EmptyDomainError", "no rows"),
    ("no table", lambda: SurveyDesign([1, 2], weight="w"), "UnreadableDataError", "list"),
    ("no file", lambda: SurveyDesign("nowhere.parquet", weight="w"), "UnreadableDataError", "nowhere"),
    ("another file", lambda: SurveyDesign("notes.txt", weight="w"), "UnreadableDataError", "notes.txt"),
    (
        "category absent from the sample",
        lambda: stratified(people()).calibrate(more("sex", "x", 10.0)),
        "MarginCategoryAbsentError",
        "variable 'sex', category 'x'",
    ),
    (
        "category absent from the margins",
        lambda: stratified(people()).calibrate(margins(people()).iloc[1:]),
        "SampleCategoryAbsentError",
        "variable 'sex', category 'f'",
    ),
    (
        "margins disagree",
        lambda: stratified(people()).calibrate(totals(sex_f=1.0)),
        "MarginTotalsDisagreeError",
        "'region'",
    ),
    (
        "margin twice",
        lambda: stratified(people()).calibrate(more("sex", "f", 10.0)),
        "DuplicateMarginError",
        "'f'",
    ),
    (
        "raking does not converge",
        lambda: stratified(people().assign(twin=lambda d: d["sex"])).calibrate(
            pd.DataFrame(
                [("sex", "f", 500.0), ("sex", "m", 500.0), ("twin", "f", 400.0), ("twin", "m", 600.0)],
                columns=["variable", "category", "total"],
            )
        ),
        "CalibrationNotConvergedError",
        "category",
    ),
    (
        "bounds that cannot hold",
        lambda: stratified(people()).calibrate(margins(people(), scale=9.0), "logit", bounds=(0.5, 2)),
        "BoundsError",
        "no weights between 0.5 and 2",
    ),
    (
        "truncated weights that cannot hold",
        lambda: stratified(people()).calibrate(margins(people(), scale=9.0), "linear", bounds=(0.5, 2)),
        "BoundsError",
        "no weights between",
    ),
    (
        "bounds that are none",
        lambda: stratified(people()).calibrate(margins(people()), "logit", bounds=(1.2, 2)),
        "BoundsError",
        "both sides of 1",
    ),
    (
        "missing auxiliary",
        lambda: stratified(changed("sex", 9, None)).calibrate(margins(people())),
        "MissingCodeError",
        "'sex' is missing in row 9",
    ),
    (
        "numeric and categorical",
        lambda: stratified(people()).calibrate(more("sex", None, 10.0)),
        "ShapeError",
        "'sex'",
    ),
    (
        "collinear regressors",
        lambda: stratified(people().assign(twice=lambda d: d["hours"] * 2)).regress("income ~ hours + twice"),
        "SingularDesignError",
        "hours",
    ),
    (
        "empty domain",
        lambda: stratified(people()).mean("income", domain="age > 200"),
        "EmptyDomainError",
        "200",
    ),
    (
        "domain that is a number",
        lambda: stratified(people()).mean("income", domain="age"),
        "InvalidOutcomeError",
        "age",
    ),
    (
        "domain with a slip",
        lambda: stratified(people()).mean("income", domain="agee > 2"),
        "UnknownColumnError",
        "agee",
    ),
    (
        "infinite outcome",
        lambda: stratified(changed("income", 4, np.inf)).mean("income"),
        "InvalidOutcomeError",
        "row 4",
    ),
    ("text outcome", lambda: stratified(people()).mean("sex"), "InvalidOutcomeError", "VARCHAR"),
    (
        "outcome nobody has",
        lambda: stratified(people().assign(income=np.nan)).mean("income"),
        "EmptyDomainError",
        "income",
    ),
    (
        "too many categories",
        lambda: SurveyDesign(people(size=3000), weight="weight").share("income"),
        "InvalidOutcomeError",
        "income",
    ),
    (
        "zero denominator",
        lambda: stratified(people().assign(none=0.0)).ratio("income", "none"),
        "InvalidOutcomeError",
        "denominator",
    ),
    (
        "one group",
        lambda: stratified(people()).ttest("income", "sex", domain="sex='f'"),
        "GroupCountError",
        "sex",
    ),
    (
        "one category",
        lambda: stratified(people()).chisq("sex", "region", domain="sex='f'"),
        "GroupCountError",
        "sex",
    ),
    ("no formula", lambda: stratified(people()).regress("income"), "InvalidFormulaError", "income"),
    (
        "broken formula",
        lambda: stratified(people()).regress("income ~ hours + ("),
        "InvalidFormulaError",
        "(",
    ),
    (
        "formula with a slip",
        lambda: stratified(people()).regress("income ~ houres"),
        "UnknownColumnError",
        "houres",
    ),
    (
        "formula over all rows",
        lambda: stratified(people()).regress("income ~ center(hours)"),
        "InvalidFormulaError",
        "all rows",
    ),
    (
        "separated outcome",
        lambda: stratified(people()).regress("happy ~ income", family="binomial"),
        "SeparationError",
        "income",
    ),
    (
        "a category without variation",
        lambda: stratified(people().assign(rare=lambda d: (d["happy"] == 1) & (d.index % 5 == 0))).regress(
            "happy ~ rare + hours", family="binomial"
        ),
        "SeparationError",
        "rare",
    ),
    (
        "outcome above one",
        lambda: stratified(people()).regress("age ~ hours", family="binomial"),
        "InvalidOutcomeError",
        "0 to 1",
    ),
    (
        "negative counts",
        lambda: stratified(people().assign(less=lambda d: d["age"] - 40)).regress(
            "less ~ hours", family="poisson"
        ),
        "InvalidOutcomeError",
        "poisson",
    ),
    (
        "no such family",
        lambda: stratified(people()).regress("age ~ hours", family="probit"),
        "InvalidOutcomeError",
        "probit",
    ),
    (
        "prediction of an unknown category",
        lambda: stratified(people()).regress("income ~ sex").predict({"sex": ["x"]}),
        "UnknownColumnError",
        "'x'",
    ),
    (
        "test of what is no factor",
        lambda: stratified(people()).regress("income ~ sex").test("age"),
        "UnknownColumnError",
        "age",
    ),
    (
        "contrast of another length",
        lambda: stratified(people()).mean("income", by="sex").contrast([1, -1, 0]),
        "ShapeError",
        "2 estimates",
    ),
    (
        "the same tested twice",
        lambda: stratified(people()).mean("income", by="sex").wald([[1, -1], [2, -2]]),
        "SingularDesignError",
        "twice",
    ),
    (
        "replicates without a scale",
        lambda: SurveyDesign.from_replicates(people(), "weight", np.ones((240, 4)), "JKn"),
        "InvalidReplicatesError",
        "rscales",
    ),
    (
        "negative weights in a regression",
        lambda: (
            SurveyDesign(people(), weight="weight")
            .calibrate(
                pd.DataFrame(
                    [("(intercept)", None, 1200.0), ("hours", None, 60000.0)],
                    columns=["variable", "category", "total"],
                ),
                "linear",
            )
            .regress("income ~ hours")
        ),
        "InvalidWeightError",
        "regression",
    ),
    (
        "wrong multipliers",
        lambda: stratified(people()).replicate(multipliers=np.ones((5, 3))),
        "InvalidReplicatesError",
        "240",
    ),
    (
        "negative multipliers",
        lambda: stratified(people()).replicate(multipliers=-np.ones((240, 3))),
        "InvalidReplicatesError",
        "row 0",
    ),
    (
        "one school of several at the second stage",
        lambda: SurveyDesign(
            people().drop_duplicates("psu").assign(ssu=range(8), N1=100, N2=500),
            weight="weight",
            clusters=["psu", "ssu"],
            fpc=["N1", "N2"],
        ),
        "SingleUnitStratumError",
        "stage 2",
    ),
    ("one replicate", lambda: stratified(people()).replicate(1), "InvalidReplicatesError", "two"),
    ("replicates as text", lambda: stratified(people()).replicate("9"), "InvalidReplicatesError", "'9'"),
    ("half a replicate", lambda: stratified(people()).replicate(9.5), "InvalidReplicatesError", "9.5"),
    ("seed as text", lambda: stratified(people()).replicate(9, seed="a"), "InvalidReplicatesError", "seed"),
    ("one bound", lambda: stratified(people()).calibrate(totals(), bounds=(2,)), "BoundsError", "(2,)"),
    ("bounds as text", lambda: stratified(people()).calibrate(totals(), bounds="ab"), "BoundsError", "'ab'"),
    ("nothing to predict", lambda: fitted().predict(None), "UnknownColumnError", "NoneType"),
    (
        "uneven rows to predict",
        lambda: fitted().predict({"age": [1, 2], "hours": [1, 2, 3]}),
        "ShapeError",
        "'age'",
    ),
    ("no factor to test", lambda: fitted().test([]), "UnknownColumnError", "at least one"),
    ("a number to test", lambda: fitted().test(3), "UnknownColumnError", "int"),
    ("a number as variable", lambda: fitted().marginal_effects(4), "UnknownColumnError", "int"),
    ("contrast as text", lambda: stratified(people()).mean("age").contrast("ab"), "ShapeError", "one number"),
]


@pytest.mark.parametrize(
    ("call", "error", "culprit"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_bad_input_is_named(call, error, culprit):
    with pytest.raises(getattr(errors, error)) as caught:
        call()
    assert culprit in str(caught.value)


def test_a_call_on_few_rows_asks_duckdb_few_times(monkeypatch):
    """A query takes a millisecond or two whatever it asks: 25 ms a call hang on their number."""
    from survey_stats.design.source import Source

    size = 5584
    i = np.arange(size)
    table = pa.table(
        {"w": 1.0 + i % 7, "s": i % 2, "g": i % 5, "y": (i * 7 % 101).astype(float), "x": 1.0 + i % 3}
    )
    design = SurveyDesign(table, "w", strata="s")
    asked = []
    run = Source.run
    monkeypatch.setattr(Source, "run", lambda source, sql: asked.append(sql) or run(source, sql))
    for most, call in (
        (2, lambda: design.mean("y", by="g")),
        (2, lambda: design.total("y")),
        (2, lambda: design.ttest("y", by="g")),
        (3, lambda: design.ratio("y", "x", by="g")),
        (6, lambda: design.share("x", by="g")),
        (3, lambda: design.regress("y ~ x + C(g)")),
    ):
        asked.clear()
        call()
        assert len(asked) <= most, asked


def test_products_of_tall_matrices_are_those_of_whole_ones():
    from survey_stats.kernel.blocks import cross_product, times, triangle

    rng = np.random.default_rng(1)
    for rows in (0, 1, 5, 17, 3000, 30_001):
        a, b, c = rng.normal(size=(rows, 9)), rng.normal(size=(rows, 4)), rng.normal(size=(9, 2))
        np.testing.assert_allclose(cross_product(a, b), a.T @ b, atol=1e-10)
        np.testing.assert_allclose(times(a, c), a @ c, atol=1e-12)
        r = triangle(a)
        assert r.shape == (min(rows, 9), 9)
        np.testing.assert_allclose(r.T @ r, a.T @ a, atol=1e-9)


@pytest.mark.parametrize("distinct", [7, 1_000_000])
def test_equal_rows_are_summed_only_where_rows_are_equal(distinct):
    """Summing rows that all differ costs more than it saves: half a gigabyte for a million of them."""
    size = SUMMED_FROM + 1
    generator = np.random.default_rng(3)
    x = generator.integers(0, distinct, size)
    data = pa.table(
        {"w": np.full(size, 2.0), "x": x, "y": (x % 5 + generator.integers(0, 2, size)).astype(float)}
    )
    design = SurveyDesign(data, "w")
    fitted = design.regress("y ~ x")
    rows = sum(len(batch.n) for batch in fitted._model.batches())
    assert rows == size if distinct > size else rows < 20
    slope, level = np.polyfit(x, data["y"].to_numpy(), 1)
    assert fitted.terms["estimate"].tolist() == pytest.approx([level, slope], rel=1e-6)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "int32", "int64", "bool"])
def test_whole_numbers_of_any_width_are_numbers_in_formulas(kind):
    """Squares and products of narrow integers must not wrap around."""
    x = np.array([1, 0, 1, 1, 0, 0] if kind == "bool" else [100, 3, 90, 77, 60, 12]).astype(kind)
    y = np.array([2.0, 1, 4, 3, 7, 5])
    fits = [
        SurveyDesign(pa.table({"w": np.ones(6), "x": column, "y": y}), "w").regress(
            "y ~ I(x^2 * 1000) + offset(x)"
        )
        for column in (x, x.astype(float))
    ]
    assert fits[0].terms["estimate"].tolist() == fits[1].terms["estimate"].tolist()


def test_many_degrees_of_freedom_have_the_same_quantiles_and_tails():
    """The expansions, from 10,000 degrees of freedom on, against scipy's functions on either side."""
    for df in (9_999.0, 10_000.0, 12_345.0, 1e6, 1e9):
        for level in (0.5, 0.9, 0.95, 0.999, 0.999999):
            assert t_quantile(level, df) == pytest.approx(special.stdtrit(df, (1 + level) / 2), rel=1e-12)
        t = np.array([1e-6, 1e-3, 0.5, 1.96, -4, 12, 36])
        assert t_p_value(t, df) == pytest.approx(2 * special.stdtr(df, -np.abs(t)), rel=1e-11)
    assert np.isnan(t_p_value(np.array([np.nan]), 1e5)).all()
