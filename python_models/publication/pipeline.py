"""The steps of a build, in order: each must succeed before the next, and the last makes it visible."""

import json
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publication import (
    disk,
    documentation,
    downloads,
    inputs,
    manifest,
    open_data,
    provenance,
    published_tables,
    release,
    site,
    waves,
)
from publication.errors import NotReadyError
from publication.layout import DATABASE_VAR, TARGET, Layout, Release
from publication.locking import exclusive
from publication.steps import Steps, run

DELIVERY_VAR = "delivery"
_DBT_TOTALS = re.compile(r"PASS=\d+ WARN=\d+ ERROR=\d+ SKIP=\d+.*")


def _earlier_waves(
    layout: Layout,
    steps: Steps,
    deliveries: Sequence[waves.WaveDelivery],
    published: Release | None,
    lock_descriptor: int,
) -> list[tuple[int, Release]]:
    """Build each of these waves into a warehouse of its own; history goes from one to the next."""
    built: list[tuple[int, Release]] = []
    for delivery in deliveries:
        wave = Release(layout.earlier_waves / str(delivery.wave))
        wave.folder.mkdir(parents=True)
        with steps.step(f"dbt build of the wave {delivery.wave}, in a database of its own") as say:
            _carry_history(built, published, wave)
            say.append(_dbt_build(layout, wave, lock_descriptor, delivery.folder, delivery.variables))
        built.append((delivery.wave, wave))
    return built


def _carry_history(built: Sequence[tuple[int, Release]], published: Release | None, target: Release) -> None:
    """Give a new warehouse the history of the wave before it, or else of what is published, if any."""
    source = built[-1][1] if built else published
    if source:
        waves.carry_history(source.database, target.database)


def _dbt_build(
    layout: Layout,
    candidate: Release,
    lock_descriptor: int,
    delivery: Path | None = None,
    variables: Mapping[str, Any] | None = None,
) -> str:
    """Run seeds, models and all tests into the candidate's database; return dbt's line of totals.

    dbt's manifest is kept beside the database.
    """
    given = {**(variables or {}), DATABASE_VAR: str(candidate.database)}
    if delivery:
        given[DELIVERY_VAR] = str(delivery.resolve())
    output = run(
        [
            str(Path(sys.executable).with_name("dbt")),
            "--no-use-colors",
            "build",
            "--target-path",
            str(layout.dbt_target),
            "--log-path",
            str(layout.dbt_target / "logs"),
            *("--target", TARGET, "--vars", json.dumps(given)),
        ],
        name="dbt build",
        log=layout.workshop / "dbt.log",
        cwd=layout.root,
        lock_descriptor=lock_descriptor,
        verdict_begins="Completed with",
    )
    candidate.dbt.mkdir(exist_ok=True)
    shutil.copy(layout.dbt_target / "manifest.json", candidate.dbt_manifest)
    totals = _DBT_TOTALS.findall(output)
    return totals[-1] if totals else "done"


def _extras(layout: Layout, candidate: Release, lock_descriptor: int) -> str:
    """Write what the site takes over beside its pages, and say how much it is."""
    disk.remove(layout.site_extras)
    data = layout.site_extras / "data"
    files: list[Path] = []

    def write_data() -> None:
        files.extend(downloads.write(candidate.database, data))
        files.extend(open_data.write(candidate.database, candidate.exports, data))

    documented = documentation.write(
        layout,
        candidate.database,
        layout.site_extras / "dbt" / "index.html",
        lock_descriptor=lock_descriptor,
        meanwhile=write_data,
    )
    files.append(documented)
    return f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def _warehouse(
    layout: Layout,
    steps: Steps,
    deliveries: Sequence[Path],
    published: Release | None,
    lock_descriptor: int,
) -> list[dict[str, Any]]:
    """Build the candidate's database and exports; return the facts of its deliveries, the latest last."""
    candidate = layout.candidate
    from_delivery: list[Any] = []
    facts: list[dict[str, Any]] = [provenance.seeds()]
    earlier: list[tuple[int, Release]] = []
    if deliveries:
        with steps.step(f"check of the delivery in {', '.join(map(str, deliveries))}") as say:
            *before, latest = waves.checked(layout, deliveries)
            say.append(f"report in {layout.shown(layout.delivery_report)}")
        earlier = _earlier_waves(layout, steps, before, published, lock_descriptor)
        facts = [delivery.facts for delivery in (*before, latest)]
        from_delivery = [latest.folder, latest.variables | {"earlier_waves": waves.attached(earlier)}]
    with steps.step("dbt build: seeds, models and tests, in a new database beside the published one") as say:
        _carry_history(earlier, published, candidate)
        say.append(_dbt_build(layout, candidate, lock_descriptor, *from_delivery))
    with steps.step("audit and export of the published tables to Parquet") as say:
        databases = [*(wave.database for _, wave in earlier), candidate.database]
        tables = published_tables.export(
            candidate.database,
            candidate.exports,
            databases[:-1],
            may_be_empty=published_tables.may_be_empty(candidate.dbt_manifest),
        )
        for delivery, database in zip(facts, databases, strict=True):
            delivery["rows"] = published_tables.delivered_rows(database)
        # What is published names no earlier warehouse: all that was read from them are tables now.
        disk.remove(layout.earlier_waves)
        say.append(f"{len(tables)} tables")
    return facts


def _same_warehouse(layout: Layout, published: Release) -> list[dict[str, Any]]:
    """Copy the published database, exports and dbt's manifest; return the facts of their deliveries."""
    candidate = layout.candidate
    # Microdata stand in it: it is its owner's before anything is.
    candidate.database.touch(mode=0o600)
    shutil.copyfile(published.database, candidate.database)
    shutil.copytree(published.exports, candidate.exports)
    shutil.copytree(published.dbt, candidate.dbt)
    # dbt's documentation is written from the manifest there, which may be another build's.
    layout.dbt_target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(published.dbt_manifest, layout.dbt_target / published.dbt_manifest.name)
    facts = manifest.read(published)
    return [*facts["earlier_deliveries"], facts["delivery"]]


def build(
    layout: Layout,
    steps: Steps,
    *,
    publish: bool = True,
    again: bool = False,
    deliveries: Sequence[Path] = (),
    packages: int | None = None,
) -> Release:
    """Build warehouse, exports and site beside the published ones; swap them in when `publish`.

    With `deliveries`, folders, their files take the place of the seeds, once they are checked: the latest
    wave is built, with the earlier ones beside it.

    What is published already, whole and made of the very same, is returned as it is, and where only the files
    of the site are others dbt does not run; unless `again`, or without `publish`.

    `packages` is a descriptor on which a line comes once the packages of the site are installed.

    Raises PublicationError (or one of its kinds) at the first step that fails; until the swap, the
    published state is not touched, unless it is damaged: then the newest whole release is shown meanwhile.
    """
    with exclusive(layout.lock_file) as lock_descriptor:
        candidate = layout.candidate
        found = release.heal(layout) if publish else release.find(layout)
        steps.remark(*found.said)
        if publish:
            steps.remark(*release.tidy(layout))
        disk.remove(candidate.folder)
        disk.remove(layout.earlier_waves)
        made_of = inputs.read(layout, deliveries)
        # Where anything was found damaged all is built anew.
        published = found.whole if publish and not again and not found.said else None
        changed = inputs.changes(manifest.read(published).get("inputs"), made_of) if published else None
        if changed == []:
            steps.remark(
                f"nothing has changed since {published.folder.name} was published: {made_of} are what it was "
                "made of, and it is whole; `make build AGAIN=1` builds all the same"
            )
            return published
        if changed:
            steps.remark(f"changed since {published.folder.name}: {inputs.named(changed)}")
        candidate.folder.mkdir(parents=True)
        if changed and inputs.is_of_the_site_alone(changed):
            with steps.step(f"warehouse and exports of {published.folder.name}, which dbt would build again"):
                facts = _same_warehouse(layout, published)
        else:
            facts = _warehouse(layout, steps, deliveries, found.whole, lock_descriptor)
        with steps.step("files beside the pages: downloads and dbt's documentation") as say:
            say.append(_extras(layout, candidate, lock_descriptor))
        with steps.step("site, from the exports alone") as say:
            if packages is not None:
                _await_packages(packages)
            if not site.build(layout, candidate.exports, candidate.site, lock_descriptor=lock_descriptor):
                say.append("unchanged since it was last built")
        was_still = made_of is not None and made_of.stand(layout, deliveries)
        if made_of and not was_still:
            steps.remark("files were changed while they were built from: the next build builds all again")
        manifest.write(
            candidate,
            {
                "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "git_commit": provenance.git_commit(layout.root),
                "notice": published_tables.notice(candidate.database),
                "delivery": facts[-1],
                "earlier_deliveries": facts[:-1],
                **provenance.contents(candidate),
                "verdicts": published_tables.verdicts(candidate.database),
                "versions": provenance.versions(layout),
                # Nothing equals what nobody knows: the next build builds.
                "inputs": made_of.digests if was_still else None,
            },
        )
        if not publish:
            return candidate
        with steps.step("publication: one swap of warehouse, exports and site"):
            published, said = release.publish(layout, candidate)
        steps.remark(*said)
        return published


def _await_packages(descriptor: int) -> None:
    """Return once a line comes from there; raises NotReadyError when it ends without one."""
    with open(descriptor, "rb") as told:
        if not told.readline():
            raise NotReadyError("the packages of the site were not installed; npm said above why")


def rollback(layout: Layout) -> tuple[Release | None, Release]:
    """Return to the publication before; raises BuildInProgressError, and what release.rollback does."""
    with exclusive(layout.lock_file):
        return release.rollback(layout)
