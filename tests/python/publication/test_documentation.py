"""dbt's documentation tells nothing of the machine or the run, and is the same for the same project."""

import json

import pytest

from publication import documentation
from publication.errors import AuditError

MANIFEST = {
    "metadata": {"generated_at": "now", "user_id": "someone", "project_name": "manager_training"},
    "nodes": {
        "seed.b": {"root_path": "/somewhere", "name": "b", "columns": {"env": {"name": "env"}}},
        "model.a": {"raw_code": "select '</script>'", "compiled_code": "select 1", "created_at": 1.5},
    },
    "macros": {
        "macro.dbt.x": {"package_name": "dbt", "macro_sql": "long"},
        "macro.own": {"package_name": "manager_training", "macro_sql": "ours"},
    },
    "disabled": {"model.c": []},
    "parent_map": {"model.a": ["seed.b", "seed.a"]},
    "child_map": {},
    "group_map": {},
    "selectors": {},
}
CATALOG = {"metadata": {"generated_at": "now", "dbt_version": "1"}, "nodes": {"model.a": {"columns": {}}}}
PAGE = (
    '<link rel="canonical" href="/overview/"/><link rel="shortcut icon" href="${require(\'x\')}"/>'
    "<script>n=[MANIFEST, CATALOG]</script>"
)


@pytest.fixture
def dbt(layout, monkeypatch):
    """Stands in for dbt: leaves the files of `dbt docs generate --static`; `dbt.page` can be changed."""

    class StandIn:
        page = PAGE
        manifest = MANIFEST

        def __call__(self, command, **options):
            assert "--static" in command
            layout.dbt_target.mkdir(parents=True, exist_ok=True)
            page = self.page
            for name, content in (("manifest", self.manifest), ("catalog", CATALOG)):
                text = json.dumps(content)
                (layout.dbt_target / f"{name}.json").write_text(text, encoding="utf-8")
                page = page.replace(name.upper(), text)
            (layout.dbt_target / "static_index.html").write_text(page, encoding="utf-8")
            return ""

    stand_in = StandIn()
    monkeypatch.setattr(documentation, "run", stand_in)
    return stand_in


def write(layout):
    target = layout.site_extras / "dbt" / "index.html"
    return documentation.write(layout, layout.candidate.database, target).read_text(encoding="utf-8")


def inlined(page):
    return json.loads(page.split("n=")[1].removesuffix("</script>").replace("<\\/", "</"))


def test_what_belongs_to_the_run_is_left_out_and_the_rest_stays(layout, dbt):
    manifest, catalog = inlined(write(layout))
    assert manifest["metadata"] == {"project_name": "manager_training"}
    assert manifest["nodes"] == {
        "seed.b": {"name": "b", "columns": {"env": {"name": "env"}}},
        "model.a": {"raw_code": "select '</script>'"},
    }
    assert [macro["macro_sql"] for macro in manifest["macros"].values()] == ["", "ours"]
    assert manifest["parent_map"] == {"model.a": ["seed.a", "seed.b"]}
    assert catalog == {"metadata": {"dbt_version": "1"}, "nodes": {"model.a": {"columns": {}}}}


def test_code_cannot_end_the_script_and_dead_links_are_gone(layout, dbt):
    page = write(layout)
    assert page.count("</script>") == 1
    assert "<link" not in page


def test_the_order_in_which_dbt_read_the_project_does_not_show(layout, dbt):
    before = write(layout)
    dbt.manifest = {
        section: dict(reversed(entries.items())) if isinstance(entries, dict) else entries
        for section, entries in MANIFEST.items()
    } | {"parent_map": {"model.a": ["seed.a", "seed.b"]}}
    assert write(layout) == before


def test_a_folder_of_this_machine_is_refused(layout, dbt):
    dbt.manifest = MANIFEST | {"docs": {"d": {"text": f"see {layout.root}/notes"}}}
    with pytest.raises(AuditError, match="folder of this machine"):
        write(layout)


def test_another_shape_of_the_page_is_refused(layout, dbt):
    dbt.page = "<script>n=[MANIFEST]</script>"
    with pytest.raises(AuditError, match=r"catalog\.json"):
        write(layout)
