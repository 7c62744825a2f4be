"""Rules of the project that its manifest can be held to: one `dbt parse`, hardly any data.

Layers run one way, microdata stay in their group, what is published is declared, every table has a key and
every column a description. Each rule is also shown a manifest that breaks it.
"""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import duckdb
import pytest
import yaml

from deliveries import contract
from publication.layout import DATABASE_NAME, DATABASE_VAR

ROOT = Path(__file__).parents[2]
DBT = str(Path(sys.executable).with_name("dbt"))
BOUNCER = str(Path(sys.executable).with_name("dbt-bouncer"))
SOURCE = "source.manager_training.delivery"
# In the order in which numbers are made; a model reads its own layer and those before it.
LAYERS = (
    "seeds/",
    "models/staging/",
    "models/intermediate/",
    "python_models/fits/",
    "models/marts/",
    "models/published/",
    "models/audit/",
)
# Courses are remembered as the catalogue's mart shows them.
SNAPSHOTS = "models/marts/"
MICRODATA_GROUP = "survey_microdata"
# One row per person: never protected, never public.
MICRODATA = re.compile(
    r"^(stg_survey__|base_survey__|rejected_survey__|stg_register__sample$|base_register__checked_sample$"
    r"|rejected_register__sample$|int_sample__|int_survey__|fct_)"
)
# Catalogue, codebook and the report's printed numbers are real.
REAL = {"codebook", "catalogue", "report", "reporting", "dimensions", "about"}
# Rows as they were delivered, sound or not: they have no key before they are checked.
DELIVERED = re.compile(r"^(base|rejected)_")
# Macros that lead to the warehouses of earlier waves.
READ_EARLIER_WAVES = {"all_waves", "in_report_wave"}


def tables(manifest: dict) -> Iterator[dict]:
    """Models and snapshots."""
    return (node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "snapshot"))


def generic_tests(manifest: dict, model: str, name: str) -> list[dict]:
    """The arguments of a model's tests of that name."""
    return [
        node["test_metadata"]["kwargs"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and node.get("attached_node") == model
        and (node.get("test_metadata") or {}).get("name") == name
    ]


def layer_of(node: dict) -> int | None:
    """Index of the layer that a node's folder belongs to."""
    path = SNAPSHOTS if node["resource_type"] == "snapshot" else node["original_file_path"]
    return next((index for index, folder in enumerate(LAYERS) if path.startswith(folder)), None)


def against_the_layers(manifest: dict) -> Iterator[str]:
    for node in tables(manifest):
        layer = layer_of(node)
        if layer is None:
            yield f"{node['name']} lies in no layer"
            continue
        for parent in node["depends_on"]["nodes"]:
            above = layer_of(manifest["nodes"][parent])
            if above is None or above > layer:
                yield f"{node['name']} reads {manifest['nodes'][parent]['name']}, which is of a later layer"


def against_access(manifest: dict) -> Iterator[str]:
    """What reads a restricted table past the checked path: published tables, exposures, and wrong access."""
    for node in tables(manifest):
        name = node["name"]
        if MICRODATA.search(name) and not (node["access"] == "private" and node["group"] == MICRODATA_GROUP):
            yield f"{name} holds persons and is not private to {MICRODATA_GROUP}"
        if not name.startswith("pub_"):
            continue
        if node["access"] != "public" or node["schema"] != "published":
            yield f"{name} is not a public table of the schema published"
        for parent in node["depends_on"]["nodes"]:
            parent_node = manifest["nodes"][parent]
            if parent_node["resource_type"] != "model":
                yield f"{name} reads {parent}, which is no model"
            elif parent_node["access"] == "private":
                yield f"{name} reads the private {parent_node['name']}"
    for name, exposure in manifest["exposures"].items():
        for parent in exposure["depends_on"]["nodes"]:
            if not parent.split(".")[-1].startswith("pub_"):
                yield f"{name} reads {parent}"


def undeclared(manifest: dict) -> Iterator[str]:
    """What published tables show without saying so, or say without being held to it."""
    for unique_id, node in manifest["nodes"].items():
        if node["resource_type"] != "model" or not node["name"].startswith("pub_"):
            continue
        meta = node["config"]["meta"]
        if "shows" not in meta:
            yield f"{node['name']} does not declare what it shows (meta.shows)"
            continue
        if meta["shows"] and not generic_tests(manifest, unique_id, "equals_its_sources"):
            yield f"{node['name']} is not held to what it declares (equals_its_sources)"
        shown = {column for entry in meta["shows"] for column in entry["columns"]}
        matched = {ours for entry in meta["shows"] for ours in entry["match"].values()}
        own = set(meta.get("own", []))
        for column in node["columns"]:
            if column not in shown | own:
                yield f"{node['name']}.{column} stands neither in shows nor in own"
        for column in sorted(own & shown - matched):
            yield f"{node['name']}.{column} stands in shows and in own"
        for column in sorted((shown | own) - set(node["columns"])):
            yield f"{node['name']} declares {column}, which it does not have"


def undescribed(manifest: dict) -> Iterator[str]:
    for node in tables(manifest):
        if not node["description"].strip():
            yield f"{node['name']} has no description"
        if not node["columns"]:
            yield f"{node['name']} describes no columns"
        for column in node["columns"].values():
            if not column["description"].strip():
                yield f"{node['name']}.{column['name']} has no description"


def said_to_be_real(manifest: dict) -> Iterator[str]:
    """Tables of synthetic microdata whose description, a comment in the database, does not say so."""
    for node in tables(manifest):
        is_real = node["resource_type"] == "snapshot" or Path(node["original_file_path"]).parent.name in REAL
        if not is_real and "SYNTHETIC" not in node["description"]:
            yield f"{node['name']} does not say that its data are synthetic"


def keyless(manifest: dict) -> Iterator[str]:
    for unique_id, node in manifest["nodes"].items():
        if node["resource_type"] != "model" or DELIVERED.search(node["name"]):
            continue
        keys = [constraint for constraint in node["constraints"] if constraint["type"] == "primary_key"]
        for test in ("sound_rows", "equals_its_sources"):
            keys += [given for given in generic_tests(manifest, unique_id, test) if given.get("key")]
        if not keys:
            yield f"{node['name']} has no key"


def unready_for_waves(manifest: dict) -> Iterator[str]:
    """Unit tests that fail in a build with earlier waves: their rows would be sought in those."""
    for test in manifest["unit_tests"].values():
        model = manifest["nodes"][f"model.{test['package_name']}.{test['model']}"]
        reads = {macro.rpartition(".")[2] for macro in model["depends_on"]["macros"]} & READ_EARLIER_WAVES
        vars_of_test = (test["overrides"] or {}).get("vars", {})
        if reads and "earlier_waves" not in vars_of_test:
            yield f"{test['name']} does not say which earlier_waves there are"


RULES = (
    against_the_layers,
    against_access,
    undeclared,
    undescribed,
    said_to_be_real,
    keyless,
    unready_for_waves,
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("manifest")


@pytest.fixture(scope="module")
def manifest(scratch) -> dict:
    run_dbt(scratch, "parse")
    parsed = json.loads((scratch / "target" / "manifest.json").read_text())
    return {part: parsed[part] for part in ("nodes", "exposures", "unit_tests")}


def run_dbt(scratch: Path, *arguments: str) -> None:
    result = subprocess.run(
        [
            *(
                DBT,
                "--quiet",
                *arguments,
                "--target-path",
                str(scratch / "target"),
                "--log-path",
                str(scratch),
            ),
            *("--target", "ci", "--vars", f"{DATABASE_VAR}: {scratch / DATABASE_NAME}"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("rule", RULES)
def test_the_project_keeps(rule, manifest):
    assert any(MICRODATA.search(node["name"]) for node in tables(manifest))
    assert list(rule(manifest)) == []


def bounced(folder: Path) -> str:
    """What dbt-bouncer says of the manifest in a folder, held to dbt-bouncer.yml; blank where all holds."""
    rules = folder / "dbt-bouncer.yml"
    rules.write_text(f"dbt_artifacts_dir: {folder}\n{(ROOT / rules.name).read_text()}", encoding="utf-8")
    told = subprocess.run(
        [BOUNCER, "run", "--config-file", str(rules), "--output-file", str(folder / "told.json")],
        cwd=folder,
        capture_output=True,
        text=True,
        # It draws a table as wide as the terminal.
        env=os.environ | {"COLUMNS": "200"},
    )
    assert ("SUCCESS=" in told.stdout) or told.returncode, told.stdout + told.stderr
    return told.stdout + told.stderr if told.returncode else ""


@pytest.mark.slow
@pytest.mark.usefixtures("manifest")
def test_the_project_keeps_what_dbt_bouncer_checks(scratch, tmp_path):
    target = scratch / "target"
    assert bounced(target) == ""
    # And says so where one does not.
    parsed = json.loads((target / "manifest.json").read_text())
    parsed["nodes"]["model.manager_training.pub_cube"]["columns"]["estimate"]["description"] = ""
    parsed["nodes"]["model.manager_training.est_estimates"]["name"] = "estimates"
    (tmp_path / "manifest.json").write_text(json.dumps(parsed))
    said = bounced(tmp_path)
    assert "check_model_column_description_populated" in said
    assert "check_model_names" in said
    assert "ERROR=2" in said


def model(manifest: dict, name: str) -> dict:
    return manifest["nodes"][f"model.manager_training.{name}"]


def reads(name: str, parent: str) -> Callable[[dict], None]:
    return lambda manifest: model(manifest, name)["depends_on"]["nodes"].append(
        f"model.manager_training.{parent}"
    )


def without_tests(name: str, test: str) -> Callable[[dict], None]:
    def remove(manifest: dict) -> None:
        for node in manifest["nodes"].values():
            if (
                node["resource_type"] == "test"
                and node.get("attached_node") == f"model.manager_training.{name}"
                and (node.get("test_metadata") or {}).get("name") == test
            ):
                node["attached_node"] = None

    return remove


def test_the_selectors_are_the_layers():
    selectors = yaml.safe_load((ROOT / "selectors.yml").read_text(encoding="utf-8"))["selectors"]
    assert [f"{selector['definition'].removeprefix('path:')}/" for selector in selectors] == list(LAYERS)


VIOLATIONS = {
    "a fit reads a mart": (
        against_the_layers,
        reads("fit_estimates", "est_estimates"),
        "fit_estimates reads est_estimates, which is of a later layer",
    ),
    "a mart reads the audit": (
        against_the_layers,
        reads("est_claims", "aud_shown_numbers"),
        "est_claims reads aud_shown_numbers, which is of a later layer",
    ),
    "a folder without a layer": (
        against_the_layers,
        lambda manifest: model(manifest, "aud_attack").update(original_file_path="models/aud_attack.py"),
        "aud_attack lies in no layer",
    ),
    "published from microdata": (
        against_access,
        reads("pub_strata", "int_survey__respondents"),
        "pub_strata reads the private int_survey__respondents",
    ),
    "microdata in public": (
        against_access,
        lambda manifest: model(manifest, "fct_respondent").update(access="public"),
        f"fct_respondent holds persons and is not private to {MICRODATA_GROUP}",
    ),
    "a page reads a mart": (
        against_access,
        lambda manifest: next(iter(manifest["exposures"].values()))["depends_on"]["nodes"].append(
            "model.manager_training.est_estimates"
        ),
        "reads model.manager_training.est_estimates",
    ),
    "nothing declared": (
        undeclared,
        lambda manifest: model(manifest, "pub_cube")["config"]["meta"].pop("shows"),
        "pub_cube does not declare what it shows (meta.shows)",
    ),
    "declared but not tested": (
        undeclared,
        without_tests("pub_cube", "equals_its_sources"),
        "pub_cube is not held to what it declares (equals_its_sources)",
    ),
    "a column left out": (
        undeclared,
        lambda manifest: model(manifest, "pub_cube")["config"]["meta"]["own"].remove("wave"),
        "pub_cube.wave stands neither in shows nor in own",
    ),
    "a column without a description": (
        undescribed,
        lambda manifest: model(manifest, "dim_code")["columns"]["code"].update(description=" "),
        "dim_code.code has no description",
    ),
    "no columns described": (
        undescribed,
        lambda manifest: model(manifest, "dim_code").update(columns={}),
        "dim_code describes no columns",
    ),
    "synthetic data said to be real": (
        said_to_be_real,
        lambda manifest: model(manifest, "est_claims").update(description="One row per claim."),
        "est_claims does not say that its data are synthetic",
    ),
    "a unit test for one wave only": (
        unready_for_waves,
        lambda manifest: next(
            test for test in manifest["unit_tests"].values() if test["name"] == "a_claim_says_why"
        ).update(overrides=None),
        "a_claim_says_why does not say which earlier_waves there are",
    ),
    "a table without a key": (keyless, without_tests("dim_code", "sound_rows"), "dim_code has no key"),
}


@pytest.mark.parametrize(("rule", "plant", "problem"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_a_violation_is_found(manifest, rule, plant, problem):
    broken = deepcopy(manifest)
    plant(broken)
    found = list(rule(broken))
    assert len(found) == 1, found
    assert found[0].endswith(problem)


@pytest.mark.slow
def test_the_database_of_dbt_is_its_owners_alone(scratch, manifest):
    previous = os.umask(0o000)
    try:
        run_dbt(scratch, "seed", "--select", "significance_legends")
    finally:
        os.umask(previous)
    mode = stat.S_IMODE((scratch / DATABASE_NAME).stat().st_mode)
    assert mode & 0o077 == 0, oct(mode)


@pytest.mark.slow
def test_the_answers_tell_the_wave_and_with_it_the_days_of_the_other_tables(scratch, manifest):
    """`dbt source freshness` tells of which day the delivered tables are, by the answers in the database."""
    with duckdb.connect(str(scratch / DATABASE_NAME)) as connection:
        connection.execute("create schema if not exists raw")
        versions = str(contract.SEEDS / "codebook" / "codebook_versions.csv")
        connection.execute(
            "create table raw.codebook_versions as from read_csv(?, all_varchar = true)", [versions]
        )
        # One answer of no day, one that came after the field period: the build quarantines both.
        connection.execute(
            "create table raw.survey_response as select * from "
            "(values ('2026-01-20'), ('2026-02-11'), ('2026-07-01'), ('11 Feb')) as t (answered_on)"
        )
    run_dbt(scratch, "source", "freshness")
    results = json.loads((scratch / "target" / "sources.json").read_text())["results"]
    (wave,) = (row for row in contract.seed_rows("codebook_versions") if row["wave_year"] == "2026")
    assert {row["unique_id"]: row["max_loaded_at"][:10] for row in results} == {
        f"{SOURCE}.survey_response": "2026-02-11",
        f"{SOURCE}.register_sample": wave["register_reference_on"],
        f"{SOURCE}.population_totals": wave["register_reference_on"],
        f"{SOURCE}.catalogue_courses": wave["catalogue_read_on"],
    }
    assert {row["status"] for row in results} == {"pass"}
