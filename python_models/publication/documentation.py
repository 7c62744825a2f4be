"""dbt's own documentation of the warehouse, as one HTML file that may be published.

dbt writes into it whatever it knows of the project. Taken out here: compiled code, which repeats the code;
the code of dbt's own macros; folders of the machine; times and identities of runs. So the file stays small
and tells nothing of where it was made, and equal projects give equal files.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from publication import disk
from publication.errors import AuditError
from publication.layout import DATABASE_VAR, TARGET, Layout
from publication.steps import run

PROJECT = "manager_training"
# Keys of the manifest's entries, and of the metadata of manifest and catalog.
_OF_THE_RUN = {
    *("generated_at", "invocation_id", "invocation_started_at", "run_started_at", "env"),
    *("user_id", "project_id", "created_at", "root_path", "build_path", "deferred"),
    *("checksum", "compiled", "compiled_code", "compiled_path", "extra_ctes", "extra_ctes_injected"),
    "unrendered_config",
}
# Links of dbt's page to files that a single file does not have.
_DEAD_LINKS = re.compile(r'<link rel="(?:canonical|shortcut icon)"[^>]*>')


def _kept(entry: dict) -> dict:
    return {key: value for key, value in entry.items() if key not in _OF_THE_RUN}


def publishable_manifest(manifest: dict) -> dict:
    """dbt's manifest without what belongs to the run, and with the code of the project's macros only."""
    cleaned = {
        section: {name: _kept(entry) if isinstance(entry, dict) else entry for name, entry in entries.items()}
        for section, entries in manifest.items()
        if isinstance(entries, dict)
    }
    cleaned["metadata"] = _kept(manifest["metadata"])
    for macro in cleaned["macros"].values():
        if macro["package_name"] != PROJECT:
            macro["macro_sql"] = ""
    # These lists come in the order in which dbt happened to read the project.
    for relatives in ("parent_map", "child_map", "group_map"):
        cleaned[relatives] = {name: sorted(names) for name, names in cleaned[relatives].items()}
    return cleaned


def publishable_catalog(catalog: dict) -> dict:
    """dbt's catalog (columns and their types) without what belongs to the run."""
    return catalog | {"metadata": _kept(catalog["metadata"])}


def _inline(value: object) -> str:
    """JSON for a script element: nothing in it can end the element."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def write(
    layout: Layout,
    database: Path,
    target: Path,
    *,
    lock_descriptor: int | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Path:
    """Write the documentation of the built `database` to the file `target`; call `meanwhile` beside dbt.

    Needs the manifest that `dbt build` left. Raises CommandFailedError when dbt fails, AuditError when its
    page has another shape than expected, or still names a folder of this machine.
    """
    run(
        [
            *(str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "docs", "generate"),
            *("--static", "--no-compile", "--target-path", str(layout.dbt_target)),
            *("--log-path", str(layout.dbt_target / "logs"), "--target", TARGET),
            *("--vars", json.dumps({DATABASE_VAR: str(database)})),
        ],
        name="dbt docs generate",
        log=layout.workshop / "docs.log",
        cwd=layout.root,
        lock_descriptor=lock_descriptor,
        meanwhile=meanwhile,
    )
    page = (layout.dbt_target / "static_index.html").read_text(encoding="utf-8")
    for name, clean in (
        ("manifest.json", publishable_manifest),
        ("catalog.json", publishable_catalog),
    ):
        text = (layout.dbt_target / name).read_text(encoding="utf-8")
        if page.count(text) != 1:
            raise AuditError(
                f"dbt's documentation does not hold {name} once; is this another version of dbt?"
            )
        page = page.replace(text, _inline(clean(json.loads(text))))
    page = _DEAD_LINKS.sub("", page)
    named = [str(folder) for folder in (layout.root, Path.home()) if str(folder) in page]
    if named:
        raise AuditError(f"dbt's documentation names {', '.join(named)}, a folder of this machine")
    target.parent.mkdir(parents=True, exist_ok=True)
    disk.write(target, page.encode())
    return target
