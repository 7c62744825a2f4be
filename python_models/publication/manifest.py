"""The manifest beside each release: what was published, with digests that tell whether it still is."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from publication import disk
from publication.errors import DamagedError
from publication.layout import Release

# Digest of the manifest without this line.
OWN_DIGEST = "manifest"


def _text(facts: Mapping[str, object]) -> bytes:
    return (json.dumps(facts, indent=2, sort_keys=True) + "\n").encode()


def write(release: Release, facts: Mapping[str, object]) -> None:
    """Put `facts` beside the warehouse, as JSON, with a digest of themselves."""
    bare = {key: value for key, value in facts.items() if key != OWN_DIGEST}
    disk.write(release.manifest, _text(bare | {OWN_DIGEST: hashlib.sha256(_text(bare)).hexdigest()}))


def read(release: Release) -> dict[str, Any]:
    """The manifest of a release. Raises DamagedError when a byte of it is not as it was written."""
    try:
        content = release.manifest.read_bytes()
        facts = json.loads(content)
        bare = {key: value for key, value in facts.items() if key != OWN_DIGEST}
    except OSError as error:
        if not disk.is_damage(error):
            raise
        raise _damaged(release, "cannot be read") from None
    except (ValueError, AttributeError, RecursionError):
        raise _damaged(release, "was changed") from None
    if content != _text(bare | {OWN_DIGEST: hashlib.sha256(_text(bare)).hexdigest()}):
        raise _damaged(release, "was changed")
    return facts


def _damaged(release: Release, how: str) -> DamagedError:
    return DamagedError(
        f"{release.manifest.name} of {release.folder.name} {how}; `make verify` says what to do"
    )


def damage(release: Release) -> list[str]:
    """What of a release is not as it was published, a phrase for each file; nothing when it is whole."""
    name = release.manifest.name
    try:
        facts = read(release)
    except DamagedError:
        seen = disk.damage(release.folder, {name: ""})
        return [problem for problem in seen if problem.startswith(f"{name} ")]
    expected = {release.database.name: facts["warehouse"], name: disk.sha256(release.manifest)}
    # Releases of earlier versions of this project have no manifest of dbt.
    for part, digests in (
        (release.exports, facts["exports"]),
        (release.site, facts["site"]),
        (release.dbt, facts.get("dbt", {})),
    ):
        expected |= {f"{part.name}/{file}": digest for file, digest in digests.items()}
    other = [] if facts["release"] == release.folder.name else [f"{name} is that of another release"]
    return other + disk.damage(release.folder, expected)
