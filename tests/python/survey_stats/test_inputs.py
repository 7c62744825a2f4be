"""Inputs nobody had tried: names, types, texts, weights, levels of any kind; a right number or an error.

The right numbers are formulas written out on rows, in exact arithmetic where digits are at stake.
"""

import datetime
import decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from survey_stats import SurveyDesign
from survey_stats.errors import SurveyError

QUICK = settings(max_examples=15, deadline=None, derandomize=True)

# Names that results, scans or DuckDB have themselves, and names as other programs write them.
AWKWARD = """
n w w2 n_used y y0_ w_ v k0 k_row g0 g s d c t group_index cell_index factor origin_0 known_0 data numbered
given row_number __row__ nothing select order group both estimate category outcome variance cv api.stu Straße
two words|quo"te|semi;colon|it's|_c0_|(intercept)|2019|Y|W|ø
"""
AWKWARD = [name for line in AWKWARD.split("\n") for name in line.split("|" if "|" in line else None)]
names = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8
).filter(lambda s: s.strip() == s and "`" not in s)


def rows(size=30):
    i = np.arange(size)
    return {
        "w": 1.0 + i % 3,
        "y": (i * 7 % 11).astype(float),
        "x": (i * 5 % 7).astype(float),
        "g": i % 3,
        "s": i // 15,
    }


@pytest.mark.slow
@QUICK
@example(["", "y~x", "a ~ b + c", "select", "(intercept)"])
@given(st.lists(names, min_size=5, max_size=5, unique=True))
def test_a_column_may_have_any_name(given_names):
    plain = rows()
    table = pa.table({new: plain[old] for new, old in zip(given_names, plain, strict=True)})
    w, y, x, g, s = given_names
    ours, right = (SurveyDesign(pa.table(plain), "w", strata="s"), SurveyDesign(table, w, strata=s))
    np.testing.assert_array_equal(right.weights, ours.weights)
    for call in (
        lambda d, y, x, g: d.mean(y, by=g),
        lambda d, y, x, g: d.share(g, by=x),
        lambda d, y, x, g: d.ratio(y, x, by=g),
        lambda d, y, x, g: d.quantile(y, 0.4, by=g),
        lambda d, y, x, g: d.ttest(y, g),
        lambda d, y, x, g: d.regress(f"`{y}` ~ `{x}` + C(`{g}`)").terms,
        lambda d, y, x, g: d.calibrate({g: {0: 20, 1: 30, 2: 25}}).mean(y),
    ):
        expected = call(ours, "y", "x", "g")
        try:
            found = call(right, y, x, g)
        except SurveyError as error:
            assert "has the name of a column that results have" in str(error)
            continue
        for column in ("estimate", "difference", "std_error"):
            if column in expected.columns:
                np.testing.assert_allclose(found[column], expected[column], rtol=1e-10)


@QUICK
@given(st.text("aA", min_size=2, max_size=4), st.text("aA", min_size=2, max_size=4))
def test_case_tells_columns_apart(one, two):
    if one == two:
        with pytest.raises(SurveyError, match="two columns"):
            SurveyDesign(pa.table([[1.0, 2], [3.0, 4]], names=[one, two]), one)
        return
    design = SurveyDesign(pa.table({"w": [1.0, 2, 3], one: [1.0, 2, 3], two: [9.0, 5, 1]}), "w")
    np.testing.assert_allclose(design.mean([one, two]).estimate, [14 / 6, 22 / 6])
    assert design.mean(f"{one} + 0").estimate[0] == pytest.approx(14 / 6)


CODES = {
    "whole": [1, 2, 3],
    "long": [2**62, 2**62 + 1, 2**62 + 2],
    "fractions": [0.5, 1.4, 1.5],
    "texts": ["a", "A", "a "],
    "numbers as texts": ["1", "1.0", "01"],
    "flags": [True, False, None],
    "days": [datetime.date(2020, 1, d) for d in (1, 2, 3)],
    "decimals": [decimal.Decimal(10**17 + i) for i in range(3)],
    "decimals with digits": [decimal.Decimal(i) / 10 for i in range(3)],
    "NaN": [1.0, 2.0, float("nan")],
    "missing": ["a", "b", None],
    "bytes": [b"A", b"\0", b"\\x41"],
    "times": [datetime.time(1), datetime.time(2, 30), datetime.time(3, 0, 0, 5)],
    "spans": [datetime.timedelta(hours=h) for h in (1, 30, 50)],
    "moments": [datetime.datetime(2020, 1, d, tzinfo=datetime.UTC) for d in (1, 2, 3)],
    "texts that end in a zero byte": ["a", "a\0", "a\0b"],
}


@pytest.mark.parametrize("kind", CODES)
def test_codes_of_any_type_make_groups_strata_categories_and_factors(kind):
    """One value, one group: nothing is rounded, cast or merged; what is missing or NaN belongs to none."""
    codes = CODES[kind]
    index = np.arange(36) % 3
    column = pa.array([codes[i] for i in index])
    data = rows(36)
    table = pa.table(data | {"code": column, "number": index})
    known = [i for i, code in enumerate(codes) if code is not None and code == code]
    order = sorted(known, key=lambda i: codes[i])
    means = [np.average(data["y"][index == i], weights=data["w"][index == i]) for i in order]
    sums = [float(data["w"][index == i].sum()) for i in order]
    design = SurveyDesign(table, "w")
    found = design.mean("y", by="code")
    np.testing.assert_allclose(found.estimate, means, rtol=1e-12)
    labels = [float(codes[i]) if kind == "decimals with digits" else codes[i] for i in order]
    assert list(found["code"]) == labels
    mixed = design.share(["code", "g"])
    assert (len(found.to_arrow()), len(mixed.to_arrow())) == (len(found), len(mixed))
    shares = design.share("code")
    wanted = sums if kind != "flags" else sums[1:]
    np.testing.assert_allclose(shares.n_weighted * shares.estimate, wanted, rtol=1e-12)
    np.testing.assert_allclose(np.sqrt(np.diag(shares.vcov)), shares.std_error, rtol=1e-9)
    np.testing.assert_allclose(design.quantile("y", 0.5, by="code").n_weighted, sums, rtol=1e-12)
    fit = design.regress("y ~ C(code)")
    np.testing.assert_allclose(fit.predict({"code": [codes[i] for i in order]}).estimate, means, rtol=1e-12)
    with pytest.raises(SurveyError, match="missing"):
        fit.predict({"code": [codes[order[0]], None]})
    terms = fit.terms
    np.testing.assert_allclose(terms.estimate, [means[0], *(m - means[0] for m in means[1:])], atol=1e-12)
    if len(known) < 3:
        for call in (
            lambda: SurveyDesign(table, "w", strata="code"),
            lambda: SurveyDesign(table, "w", clusters="code"),
            lambda: design.calibrate({"code": {codes[i]: 10 for i in known}}),
        ):
            with pytest.raises(SurveyError, match="missing in row 2"):
                call()
        return
    wanted = {codes[i]: 10.0 + i for i in known}
    calibrated = design.calibrate({"code": wanted})
    np.testing.assert_allclose(
        np.bincount(index, weights=calibrated.weights), list(wanted.values()), rtol=1e-12
    )
    by_number = SurveyDesign(table, "w", strata="number").mean("y")
    assert SurveyDesign(table, "w", strata="code").mean("y").std_error[0] == pytest.approx(
        by_number.std_error[0]
    )


def test_declared_categories_are_factors_in_their_order():
    education = pd.Categorical([2, 1, 3] * 3, categories=[3, 1, 2])
    data = pd.DataFrame({"w": 1.0, "edu": education, "y": [1.0, 5, 2, 2, 6, 2, 1, 7, 3]})
    terms = SurveyDesign(data, "w").regress("y ~ edu").terms
    assert terms.term.tolist() == ["(intercept)", "edu[1]", "edu[2]"]
    chosen = SurveyDesign(data, "w").regress("y ~ C(edu, Treatment(1))").terms
    assert chosen.term.tolist() == ["(intercept)", "edu[3]", "edu[2]"]
    with pytest.raises(SurveyError, match="'4'"):
        SurveyDesign(data, "w").regress("y ~ C(edu, Treatment(4))")


def test_arrow_and_files_declare_categories_too(tmp_path):
    """Whole numbers that are declared as categories are no slope, wherever they lie."""
    data = rows()
    edu = pa.DictionaryArray.from_arrays(pa.array(data["g"], pa.int8()), pa.array([7, 3, 5]), ordered=True)
    table = pa.table(data | {"edu": edu})
    pq.write_table(table, tmp_path / "d.parquet")
    for given_as, terms in ((table, ["edu[3]", "edu[5]"]), (tmp_path / "d.parquet", ["edu[5]", "edu[7]"])):
        assert SurveyDesign(given_as, "w").regress("y ~ edu").terms.term.tolist()[1:] == terms


def test_a_file_is_one_file_by_its_own_name_and_columns(tmp_path):
    """DuckDB takes ``*``, ``?`` and ``[`` for patterns, and folders called ``g=9`` for columns."""
    right, other = pa.table(rows()), pa.table(rows() | {"y": np.full(30, 1e6)})
    expected = SurveyDesign(right, "w").mean("y", by="g")
    (tmp_path / "g=9").mkdir()
    for name, alike in (("d[1]", "d1"), ("e?", "e1"), ("f*", "f1"), ("g=9/it's", "g=9/i")):
        for suffix, write in ((".parquet", pq.write_table), (".csv", pa.csv.write_csv)):
            write(right, tmp_path / f"{name}{suffix}")
            write(other, tmp_path / f"{alike}{suffix}")
            found = SurveyDesign(tmp_path / f"{name}{suffix}", "w").mean("y", by="g")
            assert (list(found["g"]), list(found.estimate)) == (list(expected["g"]), list(expected.estimate))
    with pytest.raises(SurveyError, match="folder"):
        SurveyDesign(tmp_path.rename(tmp_path.with_suffix(".parquet")), "w")


def test_names_and_numbers_in_texts_are_read_whole():
    data = rows() | {"polygon": rows()["x"], "a,b": rows()["g"], "api.stu": rows()["x"], "e3": rows()["y"]}
    design = SurveyDesign(pa.table(data), "w")
    slope = design.regress("y ~ x").terms.estimate[1]
    for text, share in (
        ("polygon", 1), ("I(x * .5)", 2), ("I(x * 1e3)", 1e-3), ("I(x*1E-3)", 1e3), ("I(2.5*x + 1.)", 0.4),
    ):  # fmt: skip
        assert design.regress(f"y ~ {text}").terms.estimate[1] == pytest.approx(share * slope, rel=1e-12)
    assert design.regress("y ~ C(`a,b`, Treatment(1))").terms.term.tolist() == [
        "(intercept)", "a,b[0]", "a,b[2]",
    ]  # fmt: skip
    coded = SurveyDesign(pa.table(data | {"c": np.where(data["x"] > 3, "a~b", "c")}), "w")
    one, two = (coded.regress(f"y ~ {text}").terms.estimate for text in ("I(c == 'a~b')", "I(x > 3)"))
    assert list(one) == list(two)
    assert design.mean("y", domain="api.stu > 3").n_unweighted[0] == (data["x"] > 3).sum()
    record = SurveyDesign(pa.table(data | {"api": [{"stu": 1}] * 30}), "w")
    with pytest.raises(SurveyError, match="a column and a field"):
        record.mean("y", domain="api.stu > 3")
    assert record.mean("y", domain='"api.stu" > 3').n_unweighted[0] == (data["x"] > 3).sum()


@QUICK
@given(
    st.lists(
        st.sampled_from(["x", "xx", "log(x + 1)", "I(x^2)", "C(g)", "C(x)", "g", "poly(xx, 2)", "x.x"]),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    st.sampled_from(["+", "*", ":"]),
    st.booleans(),
)
def test_formulas_are_read_by_their_grammar(parts, joint, has_intercept):
    """Against columns made by hand: no term is told from another by a part of its text."""
    i = np.arange(60)
    data = {
        "w": 1.0 + i % 3,
        "y": i * 7 % 11 + i % 2 / 2,
        "x": 1 + i % 4,
        "xx": 2 + i * 5 % 7,
        "g": i // 4 % 3,
        "x.x": 1.0 + i * 11 % 13,
    }
    numeric = {
        "x": data["x"],
        "xx": data["xx"],
        "log(x + 1)": np.log(data["x"] + 1.0),
        "I(x^2)": data["x"] ** 2,
        "g": data["g"],
        "x.x": data["x.x"],
    }

    def columns(part):
        """A basis of what a part spans with a constant, and without the constant."""
        if part.startswith("C("):
            codes = data[part[2:-1]]
            return [codes == level for level in np.unique(codes)[1:]]
        return [data["xx"], data["xx"] ** 2] if part.startswith("poly") else [numeric[part]]

    spans = [np.ones(60)] if has_intercept or joint != "+" else []
    if joint == "+":
        for place, part in enumerate(parts):
            coded = [p for p in parts if p.startswith("C(")]
            if not has_intercept and coded and part == coded[0]:
                spans.append(np.ones(60))
            spans += columns(part)
            del place
    else:
        products = [[np.ones(60)]]
        for part in parts:
            own = columns(part)
            products = [[*p] for p in products] + [[a * b for a in p for b in own] for p in products]
        spans = [column for p in products for column in p]
        if joint == ":":
            return
    x = np.stack([np.asarray(c, dtype=float) for c in spans], axis=1)
    formula = "y ~ " + f" {joint} ".join(parts) + ("" if has_intercept or joint != "+" else " - 1")
    x = x / np.abs(x).max(axis=0)
    is_singular = np.linalg.matrix_rank(x, tol=1e-7) < x.shape[1]
    root = np.sqrt(data["w"])
    fitted = x @ np.linalg.lstsq(root[:, None] * x, root * data["y"], rcond=1e-10)[0]
    try:
        fit = SurveyDesign(pa.table(data), "w").regress(formula)
    except SurveyError as error:
        assert is_singular, error
        return
    residual = data["w"] @ (data["y"] - fitted) ** 2
    total = data["w"] @ (data["y"] - np.average(data["y"], weights=data["w"])) ** 2
    assert fit.r_squared == pytest.approx(1 - residual / total, abs=1e-9)
    assert len(fit.terms) == x.shape[1]


def exact_mean_and_error(w, y):
    """Of a simple random sample: mean and standard error, in fractions until the root."""
    w, y = [Fraction(float(v)) for v in w], [Fraction(float(v)) for v in y]
    size = sum(w)
    mean = sum(a * b for a, b in zip(w, y, strict=True)) / size
    u = [a * (b - mean) / size for a, b in zip(w, y, strict=True)]
    n = len(w)
    return float(mean), float(Fraction(n, n - 1) * sum(v * v for v in u)) ** 0.5


def exact_total_error(w, y):
    u = [Fraction(float(a)) * Fraction(float(b)) for a, b in zip(w, y, strict=True)]
    n = len(u)
    centre = sum(u) / n
    return float(Fraction(n, n - 1) * sum((v - centre) ** 2 for v in u)) ** 0.5


@QUICK
@given(
    st.integers(0, 2**32 - 1),
    st.floats(-12, 12),
    st.sampled_from([1e-6, 1e-3, 1.0, 1e3, 1e6]),
    st.sampled_from([0.0, 1e-9, 1e-3, 1.0]),
)
def test_no_digits_cancel(seed, level, spread, weight_spread):
    """Outcomes far from zero, weights that hardly differ, groups of other levels, nearly proportional
    pairs."""
    rng = np.random.default_rng(seed)
    size = 40
    w = 5 * (1 + weight_spread * rng.random(size))
    y = 10.0**level * np.sign(level) + spread * rng.random(size)
    other = rng.random(size) * 1e9 + 1e12
    data = pa.table({"w": [*w, *w], "y": [*y, *other], "g": [0] * size + [1] * size})
    design = SurveyDesign(data, "w")
    # The outcome itself has 16 digits; nothing can know more of its spread than they hold.
    digits = max(1e-9, 1e-14 * np.abs(y).max() / spread)
    for table in (design.mean("y", by="g"), design.mean("y", domain="g = 0")):
        mean, error = exact_mean_and_error(w, y)
        assert table.estimate[0] == pytest.approx(mean, rel=1e-14)
        share = size / (size - 1) * (2 * size - 1) / (2 * size)
        assert table.std_error[0] * np.sqrt(share) == pytest.approx(error, rel=digits)
    alone = SurveyDesign(data.slice(0, size), "w")
    total = exact_total_error(w, y)
    assert alone.total("y").std_error[0] == pytest.approx(
        total, rel=max(digits, 1e-9), abs=1e-15 * np.abs(w @ y)
    )
    x = 7.46 * y
    ratio = SurveyDesign(pa.table({"w": w, "y": y, "x": x + 1e-6 * spread * rng.random(size)}), "w").ratio(
        "x", "y"
    )
    r = float(
        sum(Fraction(a) * Fraction(b) for a, b in zip(w, x, strict=True))
        / sum(Fraction(a) * Fraction(b) for a, b in zip(w, y, strict=True))
    )
    assert ratio.estimate[0] == pytest.approx(r, rel=1e-5)


TEXTS = [
    "true) from data; copy (select 42) to '{file}'; select (true",
    "true) from data; drop view data; select (true",
    "y > 0) from data where (true",
    "y), (w",
    "(select max(y) from data) > 1",
    "y > (select 1)",
    "exists (select 1)",
    "avg(y) > 1",
    "sum(y) over () > 1",
    "y - lag(y) over () > 0",
    "random() > 0.5",
    "nextval('s') > 1",
    "*",
    "columns(*)",
    "y > 0 --",
    "y > 0; --",
    "y > $1",
    "y > ?",
    "unnest([1, 2]) > 1",
    "",
    " ",
    ";",
    "nonsense(y)",
    "y >",
    "1; attach '{file}'",
    "read_text('{file}') is null",
    "y in (from data)",
    "list_transform([y], a -> a)[1] > 0",
    "data.y > 1",
    "main.data.y > 1",
    "count(*) > 1",
    "wavg(y, w) > 1",
    "#1 > 1",
    "install httpfs",
    "y > 0 union select true",
    "y > 0 group by all",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_one_expression_over_columns_or_nothing_runs(text, tmp_path):
    file = tmp_path / "written.csv"
    design = SurveyDesign(pa.table(rows()), "w")
    for call in (
        lambda text: design.mean("y", domain=text),
        lambda text: design.mean(text),
        lambda text: design.share(text),
        lambda text: design.ratio("y", text),
        lambda text: design.quantile(text, 0.5),
        lambda text: design.ttest(text, "g"),
        lambda text: design.chisq("g", text),
        lambda text: SurveyDesign(pa.table(rows()), text),
        lambda text: design.regress(f"y ~ {text}") if text.strip() else design.regress("y ~"),
    ):
        try:
            call(text.format(file=file))
        except SurveyError:
            pass
        else:
            # A comment at the end of an expression is still one expression.
            assert text == "y > 0 --"
    assert not file.exists()
    assert design.mean("y").estimate[0] == pytest.approx(np.average(rows()["y"], weights=rows()["w"]))


def test_the_connection_reads_and_writes_no_file(tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("w,y\n1,2\n2,3\n")
    design = SurveyDesign(file, "w")
    # From the first text on, whatever it is.
    with pytest.raises(SurveyError):
        design.mean("y", domain="no such column")
    run = design._sample.source.connection.execute
    for statement in (
        f"copy (select 1) to '{tmp_path / 'out.csv'}'",
        f"copy (select 1) to '{file}'",
        "from read_csv('/etc/passwd')",
        f"attach '{tmp_path / 'other.duckdb'}'",
        "set enable_external_access = true",
        "install httpfs",
    ):
        with pytest.raises(Exception, match=r"disabled|locked|[Cc]annot"):
            run(statement)
    assert file.read_text() == "w,y\n1,2\n2,3\n"
    assert design.mean("y").estimate[0] == pytest.approx(8 / 3)


@pytest.mark.parametrize("bytes_of_few", [0, 4_000_000])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_file_that_changes_under_a_design_makes_no_estimate(tmp_path, monkeypatch, kind, bytes_of_few):
    """Weights of one file and answers of another would make a number."""
    monkeypatch.setattr("survey_stats.design.source._FEW_BYTES", bytes_of_few)
    file, given = tmp_path / f"d.{kind}", pa.table(rows())
    write = {"csv": pyarrow.csv.write_csv, "parquet": pq.write_table}[kind]
    write(given, file)
    whole = SurveyDesign(given, "w").mean("y").estimate[0]
    design, used = SurveyDesign(file, "w"), SurveyDesign(file, "w")
    assert used.mean("y").estimate[0] == pytest.approx(whole)
    write(given.slice(10), file)
    for d in (design, used):
        try:
            found = d.mean("y").estimate[0]
        except SurveyError as error:
            assert "has changed" in str(error)
        else:
            # It was read before.
            assert found == pytest.approx(whole)


@pytest.mark.parametrize("bytes_of_few", [0, 4_000_000])
def test_a_column_of_text_is_what_all_its_rows_say(tmp_path, monkeypatch, bytes_of_few):
    """DuckDB looks at 20,000 rows: 2.5 below them was read as 3, the code 01 as 1."""
    monkeypatch.setattr("survey_stats.design.source._FEW_BYTES", bytes_of_few)
    file = tmp_path / "d.csv"
    file.write_text("w,y,g\n" + "1,1,1\n" * 25_000 + "25000,2.5,01\n")
    design = SurveyDesign(file, "w")
    assert design.mean("y").estimate[0] == pytest.approx(1.75)
    assert design.mean("y", by="g").columns_by_name["g"].tolist() == ["01", "1"]


def test_an_error_of_a_file_shows_no_row_of_it(tmp_path):
    file = tmp_path / "d.csv"
    file.write_bytes("w,y,name\n1,1,Søren\n2,2,Åse\n".encode("latin-1"))
    with pytest.raises(SurveyError, match="Line: 2: Invalid unicode") as found:
        SurveyDesign(file, "w")
    assert "Original" not in str(found.value) and "w,y" not in str(found.value)


def test_floats_that_are_their_neighbours_are_no_codes():
    """2**53 and 2**53 + 1 are one float: two persons' numbers, one cluster."""
    given = rows()
    table = pa.table(given | {"id": [2.0**53 + i for i in range(30)]})
    d = SurveyDesign(table, "w")
    for call in (
        lambda: SurveyDesign(table, "w", strata="id"),
        lambda: SurveyDesign(table, "w", clusters="id"),
        lambda: d.mean("y", by="id"),
        lambda: d.share("y", by="id"),
        lambda: d.share("id"),
        lambda: d.quantile("y", 0.5, by="id"),
        lambda: d.ttest("y", by="id"),
        lambda: d.chisq("id", "g"),
        lambda: d.regress("y ~ C(id)"),
        lambda: d.calibrate({"id": {2.0**53 + 2 * i: 4 for i in range(15)}}),
    ):
        with pytest.raises(SurveyError, match="neighbours"):
            call()
    whole = SurveyDesign(pa.table(given | {"id": [2**53 + i for i in range(30)]}), "w", clusters="id")
    assert whole.degrees_of_freedom == 29
    assert d.mean("id").estimate[0] > 2**53


def test_nan_is_missing_in_expressions_too():
    """DuckDB takes it for larger than any number: whose age is not known was 40 or older."""
    given = rows()
    y, w, age = given["y"], given["w"], np.where(np.arange(30) % 5 == 0, np.nan, np.arange(30.0))
    for kind in (np.float64, np.float32):
        d = SurveyDesign(pa.table(given | {"age": age.astype(kind)}), "w")
        old = age >= 10
        for text in (
            "age >= 10",
            '"age" >= 10',
            "not age < 10",
            "age between 10 and 1e9",
            "age > 9 or age > 1e9",
        ):
            assert d.mean("y", domain=text).estimate[0] == pytest.approx(
                np.average(y[old], weights=w[old])
            ), text
        known = ~np.isnan(age)
        found = d.share("age >= 10")
        assert found.estimate[0] == pytest.approx(np.average(old[known], weights=w[known]))
        assert found.n_missing[0] == 6
        assert d.mean("y", domain="isnan(age)").n_unweighted[0] == 6
        assert d.mean("y", domain="coalesce(age, 99) = 99").n_unweighted[0] == 6
        assert d.mean("case when age > 10 then 1 else 0 end").estimate[0] == pytest.approx(
            np.average(age > 10, weights=w)
        )


MIXED = {
    "text": "t = 1|1 = t|t <> 1|t in ('1', 2)|t = g|t = x|nullif(t, 1) is null|t = true|lower(t) = 1|"
    "case when t = 1 then true end|t is not distinct from 1",
    "numbers": "g = '1.4'|g in ('1.4', '3')|g between '0.6' and '2'|g >= '1.6'|g + 0 = '1.4'|x = '1e0'|"
    "case g when '1.4' then true else false end",
    "dates": "day = '2020-01-01 12:00'",
}


@pytest.mark.parametrize(("what", "texts"), MIXED.items())
def test_what_would_be_rounded_to_be_compared_is_refused(what, texts):
    """The text 1.4 is the number 1 to DuckDB, and 1.6 a 2."""
    days = [datetime.date(2020, 1, 1 + i % 3) for i in range(30)]
    d = SurveyDesign(pa.table(rows() | {"t": ["1", "1.4", "2"] * 10, "day": pa.array(days)}), "w")
    for text in texts.split("|"):
        with pytest.raises(SurveyError, match=f"compares {what}"):
            d.mean("y", domain=text)
    for text, n in (("t = '1'", 10), ("cast(t as double) = 1.4", 10), ("g = '1'", 10), ("g < 1.4", 20),
                    ("day = '2020-01-01'", 10), ("t < '2'", 20), ("lower(t) = '1.4'", 10)):  # fmt: skip
        assert d.mean("y", domain=text).n_unweighted[0] == n, text


@pytest.mark.parametrize(
    "text", ["log(x, w)", "abs(x, w)", "maximum(x, y2, w)", "where(x)", "I(x, w)", "sqrt()"]
)
def test_functions_of_formulas_take_what_they_take(text):
    """numpy writes its result into a further argument: the column that follows was another."""
    d = SurveyDesign(pa.table(rows() | {"x": rows()["x"] + 1, "y2": rows()["y"] ** 2}), "w")
    for formula in (f"y ~ {text}", f"y ~ offset({text}) + w"):
        with pytest.raises(SurveyError, match="argument"):
            d.regress(formula)
    for call in ("I(x)(w)", "`x`(w)"):
        with pytest.raises(SurveyError):
            d.regress(f"y ~ {call}")


def test_between_backticks_stands_a_name_whatever_it_looks_like():
    data = rows()
    awkward = {"a^b": data["x"], 'c"d': data["x"], 'e"f': 1 + data["g"]}
    d = SurveyDesign(pa.table(data | awkward), "w")
    for formula in ("y ~ {0}", "y ~ I({0}^2) + {1}", "y ~ I({1} * {2})"):
        one, two = (d.regress(formula.format(*names)).terms.estimate for names in (
            ("`a^b`", '`c"d`', '`e"f`'), ("x", "x", "I(1 + g)")
        ))  # fmt: skip
        np.testing.assert_allclose(one, two)


def test_text_is_compared_with_text_in_formulas():
    d = SurveyDesign(pa.table(rows() | {"t": ["1", "1.4", "2"] * 10}), "w")
    for formula in ("y ~ I(t != 1) + x", "y ~ I(x == 'a') + x", "y ~ where(t == 1, x, y) - 1"):
        with pytest.raises(SurveyError, match="text"):
            d.regress(formula)
    assert d.regress("y ~ I(t == '1.4')").terms.term.tolist()[1] == "I(t == '1.4')"


def test_types_of_which_only_numbers_would_be_seen_are_refused():
    months = pd.DataFrame(rows() | {"m": pd.period_range("2020-01", periods=30, freq="M")})
    with pytest.raises(SurveyError, match="'m' has the type period"):
        SurveyDesign(months, "w")
    with pytest.raises(SurveyError, match="Sparse"):
        SurveyDesign(pd.DataFrame(rows()).assign(y=pd.arrays.SparseArray(rows()["y"])), "w")


def test_margins_and_rows_to_predict_may_be_relations_and_decimals():
    import duckdb

    d = SurveyDesign(pa.table(rows()), "w")
    margins = duckdb.sql("from (values ('s', 0, 20), ('s', 1, 30)) as m(variable, category, total)")
    np.testing.assert_allclose(d.calibrate(margins).total("1", by="s").estimate, [20, 30])
    fit = d.regress("y ~ x")
    expected = fit.predict({"x": [1.5]}).estimate[0]
    for given_as in (duckdb.sql("select 1.5 as x"), {"x": [decimal.Decimal("1.5")]}, {"x": 1.5}):
        assert fit.predict(given_as).estimate[0] == expected
    assert np.isnan(fit.predict({"x": [None]}).estimate[0])
    assert list(fit.terms) == list(fit.terms.columns) and "p_value" in fit.terms


def many_groups():
    i = np.arange(1200)
    return SurveyDesign(
        pa.table({"w": 1.0 + i % 2, "y": i % 7 * 1.0, "g": i, "domain_a": i % 70, "domain_b": i % 60}), "w"
    )


def slips():
    data = pd.DataFrame({"w": [1.0, 2, 3, 1], "y": [1.0, 2, 5, 4], "sex": list("mfmf"), "s": list("aabb")})
    d = SurveyDesign(data, weight="w")
    return {
        "mask": lambda: d.mean("y", domain=data.y > 1),
        "arrow mask": lambda: d.mean("y", domain=pa.array([True] * 4)),
        "domain of a number": lambda: d.mean("y", domain=1),
        "strata in a list": lambda: SurveyDesign(data, "w", strata=["s", "sex"]),
        "weights themselves": lambda: SurveyDesign(data, data.w),
        "no weight": lambda: SurveyDesign(data, None),
        "by itself": lambda: d.mean("y", by=data.sex),
        "by twice": lambda: d.mean("y", by=["sex", "sex"]),
        "no outcome": lambda: d.mean([]),
        "outcome of a number": lambda: d.mean(3),
        "outcomes of numbers": lambda: d.mean([3, "y"]),
        "margins as numbers": lambda: d.calibrate(5),
        "margins without total": lambda: d.calibrate(pd.DataFrame({"variable": ["sex"], "category": ["m"]})),
        "margins that disagree": lambda: d.calibrate({"sex": {"m": 4, "f": 3}, "s": {"a": 4, "b": 4}}),
        "margins of text": lambda: d.calibrate({"sex": {"m": "many", "f": 3}}),
        "level of 95": lambda: d.mean("y", level=95),
        "lonely by another name": lambda: SurveyDesign(data, "w", lonely="centre"),
        "a method of calibration": lambda: d.calibrate({"sex": {"m": 3, "f": 3}}, method="greg"),
        "lists as categories": lambda: SurveyDesign(data.assign(s=[[1], [2], [1], [2]]), "w").share("s"),
        "degrees of freedom of text": lambda: d.mean("y", by="sex").contrast([1, -1], df="domain"),
        "a null too many": lambda: d.mean("y", by="sex").wald([[1, -1]], null=[1, 2]),
        "a function of text": lambda: d.mean("y").function(lambda e: "a"),
        "a function by its name": lambda: d.mean("y").function("log"),
        "a function of other lengths": lambda: d.mean("y").function(lambda e: e if e[0] < 3.429 else [*e, 1]),
        "no bound": lambda: d.trim(upper=None),
        "tests of all pairs": lambda: many_groups().ttest("y", "g"),
        "a table of all pairs": lambda: many_groups().chisq("domain_a", "domain_b"),
        "deep rows to predict": lambda: d.regress("y ~ w").predict({"w": [[1, 2]]}),
        "size and column of one name": lambda: SurveyDesign(
            data.rename(columns={"y": "(intercept)"}), "w"
        ).calibrate({"(intercept)": 9}),
        "records as a factor": lambda: SurveyDesign(data.assign(s=[{"a": 1}] * 4), "w").regress("y ~ s"),
        "weights too large": lambda: SurveyDesign(data.assign(w=data.w * 1e200), "w"),
        "weights too small": lambda: SurveyDesign(data.assign(w=data.w * 1e-200), "w"),
        "outcome too small": lambda: SurveyDesign(data.assign(y=data.y * 1e-200), "w").mean("y"),
        "regressor too large": lambda: SurveyDesign(data.assign(z=data.y * 1e200), "w").regress("y ~ z"),
        "level of text": lambda: d.mean("y", level="95 %"),
        "level of 0": lambda: d.quantile("y", 0.5, level=0),
        "level of nan": lambda: d.regress("y ~ s", level=float("nan")),
        "level of 1": lambda: d.ttest("y", "s", level=1),
        "level of -1": lambda: d.share("s", level=-1),
        "quantile of 50": lambda: d.quantile("y", 50),
        "quantile of text": lambda: d.quantile("y", "median"),
        "formula with a bar": lambda: d.regress("y ~ w | sex"),
        "formula without outcome": lambda: d.regress("~ w"),
        "formula of a number": lambda: d.regress(5),
        "formula with two outcomes": lambda: d.regress("y ~ w ~ s"),
        "formula with a dot": lambda: d.regress("y ~ ."),
        "formula with code": lambda: d.regress("y ~ I(__import__('os').getcwd())"),
        "formula with an attribute": lambda: d.regress("y ~ I(w.mean())"),
        "formula of text sums": lambda: d.regress("y ~ I(sex + 1)"),
        "text as outcome of a model": lambda: d.regress("sex ~ w"),
        "no replicate weights": lambda: SurveyDesign.from_replicates(data, "w", []),
        "scale of 0": lambda: d.replicate(multipliers=np.ones((4, 3)), scale=0),
        "rscales too few": lambda: d.replicate(multipliers=np.ones((4, 3)), rscales=[1, 1]),
        "multipliers of text": lambda: d.replicate(multipliers=[["a"]]),
        "a set of data": lambda: SurveyDesign({1, 2}, "w"),
        "a mapping of data": lambda: SurveyDesign({"w": [1, 2]}, "w"),
        "no columns": lambda: SurveyDesign(pd.DataFrame(index=range(3)), "w"),
        "mixed objects": lambda: SurveyDesign(pd.DataFrame({"w": [1, "a", None]}), "w"),
        "a column twice": lambda: SurveyDesign(pd.concat([data, data[["y"]]], axis=1), "w"),
        "names 1 and '1'": lambda: SurveyDesign(data.rename(columns={"y": 1, "s": "1"}), "w"),
    }


@pytest.mark.parametrize("name", list(slips()))
def test_slips_are_told_and_not_traced(name):
    with pytest.raises(SurveyError) as caught:
        slips()[name]()
    assert "Error" not in str(caught.value)
    assert str(caught.value)[0] != ":"


@QUICK
@given(st.integers(0, 2**32 - 1), st.booleans(), st.booleans())
def test_rows_of_weight_zero_count_in_nothing_but_the_sample(seed, is_stratified, is_clustered):
    """Adding them to a sample of given size changes n_h, as in R, but no degrees of freedom, deff or
    share."""
    rng = np.random.default_rng(seed)
    data = rows(60) | {"c": np.arange(60) // 3, "z": rng.random(60)}
    options = {"strata": "s" if is_stratified else None, "clusters": "c" if is_clustered else None}
    data["s"] = np.arange(60) // 30
    data["y"] = rng.random(60).round(2)
    whole = pa.table(data)
    # Whole clusters lose their weight.
    w = np.where(np.isin(data["c"], rng.choice(20, 5, replace=False)), 0, data["w"])
    if (np.bincount(data["s"], weights=w > 0) < 6).any():
        return
    zero = SurveyDesign(whole.set_column(0, "w", pa.array(w)), "w", **options)
    kept = SurveyDesign(whole.set_column(0, "w", pa.array(w)).filter(pa.array(w > 0)), "w", **options)
    assert zero.degrees_of_freedom == kept.degrees_of_freedom
    for call in (
        lambda d: d.mean("y", by="g"),
        lambda d: d.ttest("y", "g"),
        lambda d: d.regress("y ~ x").terms,
    ):
        one, two = call(zero), call(kept)
        np.testing.assert_array_equal(one["degrees_of_freedom"], two["degrees_of_freedom"])
    srs = [d.mean("y", by="g") for d in (zero, kept)]
    np.testing.assert_allclose(*(t["variance"] / t["design_effect"] for t in srs), rtol=1e-9)


def test_an_empty_group_has_a_row_without_numbers():
    data = pa.table(rows() | {"z": np.where(np.arange(30) % 3 == 2, 0.0, 1.0)})
    weightless = pa.table(rows() | {"w": np.where(np.arange(30) % 3 == 2, 0.0, 1.0)})
    d, e = SurveyDesign(data, "w"), SurveyDesign(weightless, "w")
    for table in (
        d.ratio("y", "z", by="g"),
        e.mean("y", by="g"),
        e.total("y", by="g"),
        e.share("y > 3", by="g"),
        e.ratio("y", "x", by="g"),
        d.mean("case when g < 2 then y end", by="g"),
    ):
        assert list(table["g"]) == [0, 1, 2]
        assert np.isfinite(table["estimate"][:2]).all()
        assert table[["estimate", "std_error", "ci_low", "ci_high"]].iloc[2].isna().all()
        assert len(table) == 3
    assert list(e.quantile("y", 0.5, by="g")["g"]) == [0, 1]
    assert e.regress("y ~ C(g)").terms.term.tolist() == ["(intercept)", "g[1]"]


def test_a_denominator_of_round_off_is_zero():
    data = rows() | {"z": np.array([0.1, 0.2, -0.3])[np.arange(30) % 3], "w": np.ones(30)}
    data["g"] = np.arange(30) // 15
    data["z"][:15] += 1
    found = SurveyDesign(pa.table(data), "w").ratio("y", "z", by="g")
    assert np.isfinite(found.estimate[0]) and np.isnan(found.estimate[1])


def test_a_lone_unit_adds_what_is_asked_for():
    """Formulas on rows, R's options of these names; `adjust` as survey 4.3 and later."""
    data = pa.table(
        {"s": list("ppppqqqr"), "y": [3.0, 1, 6, 4, 8, 2, 5, 7], "w": [12.0, 9, 12, 15, 20, 25, 20, 40]}
    )
    u = np.array(data["w"]) * np.array(data["y"])
    own = [4 / 3 * ((u[:4] - u[:4].mean()) ** 2).sum(), 3 / 2 * ((u[4:7] - u[4:7].mean()) ** 2).sum()]
    right = {
        "adjust": sum(own) + (u[7] - u.mean()) ** 2,
        "remove": sum(own),
        "certainty": sum(own),
        "average": sum(own) * 3 / 2,
    }
    for lonely, variance in right.items():
        found = SurveyDesign(data, "w", strata="s", lonely=lonely).total("y")
        assert found.std_error[0] == pytest.approx(np.sqrt(variance), rel=1e-12)
    with pytest.raises(SurveyError, match="'r'"):
        SurveyDesign(data, "w", strata="s")


def test_lone_units_add_the_average_of_the_strata_that_the_domain_is_in():
    """As R's ``onestage`` on a subset: a stratum without a member of the domain is not counted."""
    data = pa.table(
        {
            "s": list("ppppqqqrooo"),
            "y": [3.0, 1, 6, 4, 8, 2, 5, 7, 2, 3, 9],
            "w": [12.0, 9, 12, 15, 20, 25, 20, 40, 5, 6, 7],
            "g": [1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 0],
        }
    )
    found = SurveyDesign(data, "w", strata="s", lonely="average")
    none = SurveyDesign(data, "w", strata="s", lonely="remove")
    for call in (
        lambda d: d.total("y", domain="g = 1"),
        lambda d: d.mean("y", domain="g = 1"),
        lambda d: d.regress("y ~ 1", domain="g = 1").terms,
    ):
        assert call(found).std_error[0] == pytest.approx(np.sqrt(3 / 2) * call(none).std_error[0], rel=1e-12)
    assert found.mean("y").std_error[0] == pytest.approx(np.sqrt(4 / 3) * none.mean("y").std_error[0])
    table = found.mean("y", by="g")
    np.testing.assert_allclose(np.sqrt(np.diag(table.vcov)), table.std_error, rtol=1e-12)


@pytest.mark.parametrize("family", ["gaussian", "binomial", "poisson"])
@pytest.mark.parametrize("shift", [1e6, 2.0**33])
def test_models_lose_no_digits_to_variables_far_from_zero(family, shift):
    """Years, register numbers, incomes in small coins; a model of what they are above a level is the same."""
    rng = np.random.default_rng(1)
    near = (rng.normal(size=80) * 2**10).round() / 2**10
    data = {"w": rng.uniform(1, 9, 80), "near": near, "far": near + shift}
    data["y"] = (rng.random(80) < 1 / (1 + np.exp(-near))).astype(float)
    design = SurveyDesign(pa.table(data), "w")
    one, two = (design.regress(f"y ~ {name}", family=family) for name in ("near", "far"))
    for name in ("estimate", "std_error", "p_value"):
        assert two.terms[name][1] == pytest.approx(one.terms[name][1], rel=1e-11)
    predicted = [one.predict({"near": [0.5, 1.0]}), two.predict({"far": [shift + 0.5, shift + 1.0]})]
    effects = [fit.marginal_effects() for fit in (one, two)]
    for tables in (predicted, effects):
        for name in ("estimate", "std_error"):
            np.testing.assert_allclose(tables[1][name], tables[0][name], rtol=1e-9)


def test_models_keep_their_digits_where_regressors_nearly_agree():
    """Newton steps square the condition of the regressors; those of the basis do not."""
    rng = np.random.default_rng(1)
    a, off = (rng.normal(size=200) * 2**10).round() / 2**10, (rng.normal(size=200) * 2**10).round() / 2**10
    data = {"w": rng.uniform(1, 9, 200), "a": a, "off": off, "b": a + off * 2.0**-20}
    data["y"] = (rng.random(200) < 1 / (1 + np.exp(-a))).astype(float)
    design = SurveyDesign(pa.table(data), "w")
    one, two = (design.regress(f"y ~ a + {name}", family="binomial").terms for name in ("off", "b"))
    assert two.estimate[2] * 2.0**-20 == pytest.approx(one.estimate[2], rel=1e-8)
    assert two.std_error[2] * 2.0**-20 == pytest.approx(one.std_error[2], rel=1e-9)


def test_texts_that_are_empty_or_hold_a_zero_byte_are_codes():
    data = pa.table({"w": [1.0, 2, 3, 4, 5], "y": [1.0, 5, 2, 4, 3], "s": ["", "a\0b", "a", "", "a\0b"]})
    design = SurveyDesign(data, "w")
    sizes = design.calibrate({"s": {"": 10, "a": 6, "a\0b": 14}}).total("1", by="s").estimate
    np.testing.assert_allclose(sizes, [10, 6, 14], rtol=1e-12)
    assert design.regress("y ~ s").terms.term.tolist() == ["(intercept)", "s[a]", "s[a\0b]"]
    table = design.share("s")
    np.testing.assert_allclose(np.sqrt(np.diag(table.vcov)), table.std_error, rtol=1e-12)


def test_sizes_of_many_strata_take_no_longer_than_none():
    import time

    i = np.arange(20_000)
    data = pa.table({"w": np.ones(20_000), "s": i // 2, "y": i % 7, "N": np.full(20_000, 100.0)})
    seconds = []
    for options in ({}, {"fpc": "N"}):
        start = time.process_time()
        SurveyDesign(data, "w", strata="s", **options).mean("y")
        seconds.append(time.process_time() - start)
    assert seconds[1] < 3 * seconds[0] + 0.3


@pytest.mark.parametrize("logical", ["b", "I(x > 2)", "I(I(x > 2))"])
def test_what_is_true_or_false_is_a_category_as_in_r_or_refused(logical):
    """R gives false and true a column each where no other term spans them; a slope would be another model."""
    data = rows()
    data["b"] = data["x"] > 2
    data["coded"] = np.where(data["b"], "yes", "no")
    design = SurveyDesign(pa.table(data), "w")
    for formula in ("y ~ {}", "y ~ x * {}", "y ~ {} * C(g)"):
        ours, right = (design.regress(formula.format(term)) for term in (logical, "coded"))
        np.testing.assert_allclose(ours.terms.estimate, right.terms.estimate, atol=1e-9)
        np.testing.assert_allclose(ours.terms.std_error, right.terms.std_error, rtol=1e-8)
    for formula in ("y ~ 0 + {}", "y ~ x:{}", "y ~ {}:C(g)"):
        with pytest.raises(SurveyError, match="true or false"):
            design.regress(formula.format(logical))
    predicted = design.regress("y ~ C(b)").predict({"b": [True, False]})
    np.testing.assert_allclose(
        predicted.estimate, [np.average(data["y"][m], weights=data["w"][m]) for m in (data["b"], ~data["b"])]
    )
    with pytest.raises(SurveyError, match="both sides"):
        design.regress("y ~ x + y")


CELL_CODES = {
    "whole": (pa.int64(), int),
    "narrow": (pa.int8(), lambda c: c + 120),
    "texts": (pa.string(), "level {}".format),
    "flags": (pa.bool_(), lambda c: c > 0),
    "fractions": (pa.float64(), lambda c: c / 4),
    "decimals": (pa.decimal128(20, 1), lambda c: decimal.Decimal(c) / 2),
    "long": (pa.decimal128(38, 0), lambda c: decimal.Decimal(10**20 + c)),
    "days": (pa.date32(), lambda c: datetime.date(2020, 1, 1 + c)),
}


@pytest.mark.parametrize("weights", ["equal", "different", "some zero"])
@pytest.mark.parametrize("kind", CELL_CODES)
def test_what_cells_are_made_of_gives_the_same_as_a_copy_of_it(kind, weights):
    """Columns of strata and calibrations are taken from cells, copies of them from rows."""
    kind_of, coded = CELL_CODES[kind]
    i = np.arange(90)
    rng = np.random.default_rng(11)
    g, s = i % 3, i // 45
    data = {
        "w": {"equal": 2.0 + s, "different": 1 + i % 7 / 3, "some zero": (i % 11 > 0) * 2.0}[weights],
        "y": rng.normal(1000, 5, 90),
        "holes": pa.array([None if j % 13 == 0 else float(v) for j, v in enumerate(rng.normal(size=90))]),
        "b": (rng.random(90) < 0.5).astype(int),
        "q": i * 7 % 4,
        "x": rng.normal(size=90),
    }
    for name, values in {"g": g, "g_copy": g, "s": s, "s_copy": s}.items():
        data[name] = pa.array([coded(int(v)) for v in values], kind_of)
    table = pa.table(data)
    totals = {}
    for code, weight in zip(table["g"].to_pylist(), data["w"], strict=True):
        totals[code] = totals.get(code, 0) + 1.2 * float(weight)
    plain = SurveyDesign(table, "w", strata="s")
    calls = [
        lambda d, g, s: d.mean(["y", "holes"], by=[g, s], domain="q < 3"),
        lambda d, g, s: d.total("b", by=[s, g]),
        lambda d, g, s: d.share("q", by=g),
        lambda d, g, s: d.share(g, by=s),
        lambda d, g, s: d.ratio("y", "x", by=g),
        lambda d, g, s: d.quantile("y", [0.3, 0.7], by=s),
        lambda d, g, s: d.ttest("holes", by=s),
        lambda d, g, s: d.chisq(g, "q"),
        lambda d, g, s: d.regress(f"holes ~ x * C({g}) + C({s})", domain="q < 3").terms,
        lambda d, g, s: d.regress(f"b ~ x + C({g})", family="binomial").terms,
    ]
    if kind in ("whole", "narrow", "fractions", "decimals", "flags"):
        calls.append(lambda d, g, s: d.regress(f"y ~ x + {s}").terms)
    if kind == "texts":
        calls.append(lambda d, g, s: d.regress(f"y ~ x + I({g} == 'level 1')").terms)
    for design in (plain, plain.calibrate({"g": totals}), plain.calibrate({"g": totals}).replicate(15)):
        for call in calls:
            one, two = (call(design, *names) for names in (("g", "s"), ("g_copy", "s_copy")))
            for name, column in one.columns_by_name.items():
                if column.dtype.kind in "if" and name in two.columns_by_name:
                    np.testing.assert_allclose(
                        column, two.columns_by_name[name], rtol=1e-8, atol=1e-11, err_msg=name
                    )


@pytest.mark.parametrize("keys", [[], ["s", "u"], ["s", "t"]])
def test_models_of_many_rows_are_those_of_few(keys, monkeypatch):
    """Rows summed or not, cells joined or numbered by their keys, batches of a few rows."""
    from survey_stats.design import model

    rng = np.random.default_rng(3)
    i = np.arange(90)
    data = {"w": 1 + i % 5 / 3, "x": (i * 7 % 11 - 5).astype("int8"), "z": rng.normal(size=90).round(2)}
    data |= {"s": (i // 45 - 3).astype("int16"), "u": (i // 15 % 3 + 250).astype("uint8")}
    data |= {"t": i // 15 % 3 / 2, "k": (i % 3 * 60).astype("int8")}
    data |= {"g": i % 4, "y": rng.normal(size=90) + data["x"], "b": i * 5 % 7 > 2}
    formulas = ("y ~ x * z + C(g) + I(x^2 * 40)", "y ~ x:k", "y ~ I(x * k)", "b ~ k + x:C(g) + C(s)")

    def fitted():
        design = SurveyDesign(pa.table(data), "w", **dict(zip(("strata", "clusters"), keys, strict=False)))
        design = design.calibrate({"g": {0: 60, 1: 50, 2: 45, 3: 55}})
        return [design.regress(f).terms for f in formulas]

    few = fitted()
    # Products of narrow whole numbers do not overflow.
    np.testing.assert_allclose(few[1].std_error, few[2].std_error, rtol=1e-12)
    monkeypatch.setattr(model, "SUMMED_FROM", 0)
    monkeypatch.setattr(model, "_BATCH_ROWS", 20)
    for share, kept in ((0.0, 10**6), (0.0, 0), (2.0, 0)):
        monkeypatch.setattr(model, "_SUMMED_SHARE", share)
        monkeypatch.setattr(model, "_KEPT_NUMBERS", kept)
        for one, many in zip(few, fitted(), strict=True):
            np.testing.assert_allclose(many.estimate, one.estimate, rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(many.std_error, one.std_error, rtol=1e-9)


@pytest.mark.parametrize(
    "formula", ["t ~ x", "y ~ I(t)", "y ~ log(t)", "y ~ poly(t, 2)", "y ~ x + offset(t)"]
)
@pytest.mark.parametrize("family", ["gaussian", "binomial"])
def test_texts_of_digits_are_no_numbers(formula, family):
    data = rows()
    data |= {"t": [str(v % 2) for v in range(len(data["w"]))], "y": data["y"] / 20}
    with pytest.raises(SurveyError, match="text columns are no numbers"):
        SurveyDesign(pa.table(data), "w").regress(formula, family=family)
    compared = SurveyDesign(pa.table(data), "w").regress("y ~ I(t == '1')").terms
    assert len(compared) == 2
