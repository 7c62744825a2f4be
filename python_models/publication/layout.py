"""Where things stand: every path of the publication is named here and nowhere else."""

import re
from dataclasses import dataclass
from pathlib import Path

# DuckDB names a database after the stem of its file: this is what analysts see, and what dbt's state names.
DATABASE_NAME = "manager_training.duckdb"
# The target of profiles.yml that the publication builds with, and the var that says where.
TARGET = "prod"
DATABASE_VAR = "database"
# The time of its publication, to the microsecond: in order of names, releases are in order of age.
RELEASE_NAME = re.compile(r"\d{8}T\d{12}Z")


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
        """Folder of everything built, published or not."""
        return self.root / "warehouse"

    @property
    def releases(self) -> Path:
        """One folder per publication, the latest ones kept."""
        return self.warehouse / "releases"

    @property
    def current(self) -> Path:
        """The link whose replacement publishes."""
        return self.warehouse / "current"

    @property
    def database_link(self) -> Path:
        """The warehouse as analysts know it; leads through `current`."""
        return self.warehouse / DATABASE_NAME

    @property
    def reports(self) -> Path:
        """The Evidence project."""
        return self.root / "reports"

    @property
    def site_link(self) -> Path:
        """The site as readers know it; leads through `current`."""
        return self.reports / "build"

    @property
    def site_data(self) -> Path:
        """Where the Evidence project looks for the exports while a site is built."""
        return self.reports / "sources" / "warehouse"

    @property
    def site_extras(self) -> Path:
        """Files that the site takes over beside its pages: `data/` and `dbt/`."""
        return self.reports / "extras"

    @property
    def workshop(self) -> Path:
        """Everything unpublished. In `warehouse`, so that a rename never crosses file systems."""
        return self.warehouse / ".build"

    @property
    def lock_file(self) -> Path:
        """Held by the build that runs."""
        return self.workshop / "lock"

    @property
    def set_aside(self) -> Path:
        """What was found damaged, until the next build: it holds microdata, so it is for its owner alone."""
        return self.workshop / "set_aside"

    @property
    def earlier_waves(self) -> Path:
        """Warehouses of the waves before the latest, one folder each, while a build needs them."""
        return self.workshop / "waves"

    @property
    def delivery_report(self) -> Path:
        """Counts of the delivery last built from, for whoever sent it."""
        return self.workshop / "delivery_report.md"

    @property
    def dbt_target(self) -> Path:
        """Kept from build to build: dbt then parses only what changed."""
        return self.workshop / "dbt"

    @property
    def site_cache(self) -> Path:
        """The site last built, with what it was built from."""
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
        """The warehouse file."""
        return self.folder / DATABASE_NAME

    @property
    def exports(self) -> Path:
        """Folder of Parquet files, one per published table."""
        return self.folder / "exports"

    @property
    def site(self) -> Path:
        """Folder of the static site."""
        return self.folder / "site"

    @property
    def dbt(self) -> Path:
        """Folder of dbt's manifest of this warehouse: the state that --state compares with and defers to."""
        return self.folder / "dbt"

    @property
    def dbt_manifest(self) -> Path:
        """dbt's manifest of this warehouse."""
        return self.dbt / "manifest.json"

    @property
    def manifest(self) -> Path:
        """What was published, when, from which commit and with which tools."""
        return self.folder / "manifest.json"


def is_published(database: Path) -> bool:
    """Whether a path is a published warehouse of this or another tree, or the name that leads to one."""
    folder = database.resolve().parent
    is_release = folder.parent.name == "releases" and bool(RELEASE_NAME.fullmatch(folder.name))
    return is_release or database.absolute() == Layout(Path.cwd()).database_link
