"""Where things stand: every path of the publication is named here and nowhere else."""

from dataclasses import dataclass
from pathlib import Path

# The catalogue name inside DuckDB is the stem of the file, and views hold it in their text: a
# warehouse is therefore built under the name it is published with, in another folder.
DATABASE_NAME = "manager_training.duckdb"


@dataclass(frozen=True)
class Layout:
    """The paths of one working tree.

    Readers know two fixed names, `database_link` and `site_link`. Both lead through `current`, one
    symbolic link to the folder of a publication; replacing that link publishes warehouse, exports
    and site in a single step.
    """

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def releases(self) -> Path:
        return self.warehouse / "releases"

    @property
    def current(self) -> Path:
        return self.warehouse / "current"

    @property
    def database_link(self) -> Path:
        return self.warehouse / DATABASE_NAME

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def site_link(self) -> Path:
        return self.reports / "build"

    @property
    def site_data(self) -> Path:
        """Where the Evidence project looks for the exports while a site is built."""
        return self.reports / "sources" / "warehouse"

    @property
    def workshop(self) -> Path:
        """Everything unpublished. In `warehouse`, so that a rename never crosses file systems."""
        return self.warehouse / ".build"

    @property
    def lock_file(self) -> Path:
        return self.workshop / "lock"

    @property
    def dbt_target(self) -> Path:
        """Kept from build to build: dbt then parses only what changed."""
        return self.workshop / "dbt"

    @property
    def site_cache(self) -> Path:
        return self.workshop / "site"

    @property
    def candidate(self) -> "Release":
        """The publication in the making. Its path is constant, or dbt would parse all anew."""
        return Release(self.workshop / "candidate")

    def shown(self, path: Path) -> str:
        """`path` as a person in the root folder would type it."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)


@dataclass(frozen=True)
class Release:
    """One folder that holds a warehouse, its exports, its site and its manifest."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / DATABASE_NAME

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.json"
