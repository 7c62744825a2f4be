"""The published tables as a whole: nothing else is in the files, and other programs read them."""

import contextlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from publication import open_data

# They read what `make test-build` builds, which a quick round before a commit does not.
ROOT = Path(__file__).parents[3]
SNIPPETS = json.loads((ROOT / "reports/components/site/snippets.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data(default_build):
    """The folder of downloads, as the site of that build has it."""
    return default_build.database.parent / "site" / "data"


@pytest.fixture(scope="module")
def warehouse(default_build):
    with duckdb.connect(str(default_build.database), read_only=True) as connection:
        yield connection


def test_the_public_database_holds_the_published_tables_and_nothing_else(data, warehouse, tmp_path):
    names = warehouse.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'published' order by all"
    ).fetchall()
    columns = (
        "select table_name, column_name, data_type, comment from duckdb_columns() "
        "where not internal and schema_name = ?"
    )
    # Under another name, as whoever saves it may call it.
    copy = shutil.copyfile(data / open_data.DATABASE, tmp_path / "renamed.duckdb")
    with duckdb.connect(str(copy), read_only=True) as public:
        assert (
            public.execute("select table_name, comment from duckdb_tables() order by all").fetchall() == names
        )
        assert all(comment for _, comment in names)
        assert public.execute(f"{columns} order by all", ["main"]).fetchall() == (
            warehouse.execute(f"{columns} order by all", ["published"]).fetchall()
        )
        for things in ("views", "functions", "types"):
            made = f"select count(*) from duckdb_{things}() where not internal"
            assert public.execute(made).fetchone() == (0,)
        for name, _ in names:
            count = f"select count(*), sum(hash(t)) from {{}}.{name} as t"
            assert public.execute(count.format("main")).fetchone() == (
                warehouse.execute(count.format("published")).fetchone()
            )


def test_no_person_is_in_the_bytes_of_the_public_files(data, warehouse):
    """DuckDB writes uncleared memory: identifiers are looked for in the file itself, free blocks included."""
    persons = {
        person for (person,) in warehouse.execute("select person_id from marts.fct_sampled_person").fetchall()
    }
    (length,) = {len(person) for person in persons}
    (first,) = {person[0] for person in persons}
    like_persons = re.compile(rf"{first}\d{{{length - 1}}}".encode())
    assert like_persons.match(min(persons).encode())
    for name in (open_data.DATABASE, open_data.PARQUET):
        found = {text.decode() for text in like_persons.findall((data / name).read_bytes())}
        assert not found & persons, name


def test_the_zip_holds_the_exports(data, default_build):
    with zipfile.ZipFile(data / open_data.PARQUET) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        exports = default_build.database.parent / "exports"
        assert names == sorted(file.name for file in exports.glob("*.parquet"))
        frame = pd.read_parquet(io.BytesIO(archive.read("pub_figures.parquet")))
    assert len(frame) > 10


def test_the_codebook_in_ddi_has_every_variable_and_category(data, warehouse):
    space = {"d": "ddi:codebook:2_5"}
    root = ET.parse(data / open_data.DDI).getroot()
    assert root.tag == "{ddi:codebook:2_5}codeBook"
    assert root.findtext("d:stdyDscr/d:citation/d:titlStmt/d:titl", namespaces=space)
    for name, labels, categories in warehouse.execute(
        "select variable_name, any_value(label_en), count(code) from published.pub_codebook group by 1"
    ).fetchall():
        (variable,) = root.findall(f"d:dataDscr/d:var[@name='{name}']", space)
        assert variable.find("d:labl", space).text == labels
        assert len(variable.findall("d:catgry", space)) == categories
    (provider,) = root.findall("d:dataDscr/d:var[@name='q21']/d:catgry[d:catValu='2']", space)
    told = [(found.attrib, found.text) for found in provider.findall("d:catStat", space)]
    n, share = warehouse.execute(
        "select n_with_outcome, estimate from published.pub_frequencies "
        "where variable_name = 'q21' and kind = 'share' and outcome_key = '2'"
    ).fetchone()
    assert told == [({"type": "freq"}, str(n)), ({"type": "percent", "wgtd": "wgtd"}, f"{100 * share:.1f}")]
    withheld = warehouse.execute(
        "select variable_name, outcome_key from published.pub_frequencies "
        "where is_suppressed and kind = 'share' and not contains(outcome_key, ';')"
    ).fetchall()
    assert withheld
    for name, code in withheld:
        of_code = f"d:dataDscr/d:var[@name='{name}']/d:catgry[d:catValu='{code}']"
        assert not root.findall(f"{of_code}/d:catStat", space)
    # Children in the order that the schema of DDI Codebook 2.5 asks for.
    order = ["labl", "qstn", "universe", "catgry", "concept", "derivation"]
    for variable in root.iter("{ddi:codebook:2_5}var"):
        places = [order.index(child.tag.partition("}")[2]) for child in variable]
        assert places == sorted(places), variable.get("name")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_cube_in_json_stat_has_every_cell(data, warehouse, language):
    cube = json.loads((data / f"cube.{language}.jsonstat.json").read_text(encoding="utf-8"))
    assert (cube["version"], cube["class"]) == ("2.0", "dataset")
    dimensions = cube["dimension"]
    codes = {name: dimensions[name]["category"]["index"] for name in cube["id"]}
    assert cube["size"] == [len(codes[name]) for name in cube["id"]]
    assert all(set(dimensions[name]["category"]["label"]) == set(codes[name]) for name in cube["id"])
    known, withheld = warehouse.execute(
        "select count(estimate), count(*) filter (where is_suppressed) from published.pub_cube"
    ).fetchone()
    width = len(codes["measure"])
    at = codes["measure"].index("estimate")
    assert sum(int(key) % width == at for key in cube["value"]) == known
    assert sum(int(key) % width == at for key in cube["status"]) == withheld
    row = warehouse.execute(
        "select outcome_id, group_variable || '=' || group_code, split_variable || '=' || split_code, "
        "estimate from published.pub_cube where estimate is not null "
        "and group_variable is not null and split_variable is not null limit 1"
    ).fetchone()
    place = 0
    for name, code in zip(("outcome", "group", "split"), row[:3], strict=True):
        place = place * len(codes[name]) + codes[name].index(code)
    assert cube["value"][str(place * width + at)] == row[3]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=[snippet["program"] for snippet in SNIPPETS])
def test_the_read_snippets_of_the_downloads_page_run(data, warehouse, snippet, monkeypatch):
    monkeypatch.chdir(data)
    (rows,) = warehouse.execute("select count(*) from published.pub_estimates").fetchone()
    match snippet["language"]:
        case "sql":
            assert len(duckdb.connect().execute(snippet["code"]).fetchall()) > 1
        case "python":
            program = snippet["code"].split()[1]
            if importlib.util.find_spec(program) is None:
                pytest.skip(f"{program} is not installed")
            place = {}
            with contextlib.redirect_stdout(io.StringIO()):
                exec(snippet["code"], place)
            table = place["estimates"]
            assert len(table) == rows
            assert str(table["estimate"].dtype).lower() == "float64"
        case "r":
            if shutil.which("Rscript") is None:
                pytest.skip("R is not installed")
            asked = "cat(nrow(estimates), is.numeric(estimates$estimate), names(estimates)[1])"
            code = f"{snippet['code']}; {asked}"
            done = subprocess.run(
                ["Rscript", "--vanilla", "-e", code], capture_output=True, text=True, check=True
            )
            assert done.stdout.split()[:2] == [str(rows), "TRUE"]
            assert done.stdout.split()[2] == "wave"
        case "excel":
            # Nothing here runs Power Query: that the file is there, and is what the call says.
            path, delimiter = "en/pub_estimates.csv", ","
            assert (
                path.replace("/", "\\") in snippet["code"] and f'Delimiter = "{delimiter}"' in snippet["code"]
            )
            assert len(pd.read_csv(path, sep=delimiter, encoding="utf-8")) == rows
