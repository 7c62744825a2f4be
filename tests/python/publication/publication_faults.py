"""System calls that fail, and power cuts, on a project in miniature that is built without dbt, DuckDB or npm.

Publication's own calls are those of Python's `os` and `open`; other programs are replaced by functions that
write a few bytes, with the faults switched off. What is counted is every call on a path of the project.
"""

import builtins
import errno
import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from publication import __main__ as command_line
from publication import (
    documentation,
    downloads,
    inputs,
    manifest,
    open_data,
    pipeline,
    preflight,
    provenance,
    published_tables,
    release,
    site,
    waves,
)
from publication.layout import Layout, Release

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR)
# Calls that take a path first, calls that take a descriptor first, and those that only read when asked to.
_OF_PATHS = (
    *("open", "rename", "replace", "symlink", "unlink", "remove", "mkdir", "chmod", "rmdir"),
    *("scandir", "listdir", "utime"),
)
_OF_DESCRIPTORS = ("write", "pwrite", "fsync", "ftruncate", "sendfile")


@dataclass
class Calls:
    """Counts the system calls on files below `root`; one of them fails, or each is told to `seen`."""

    root: Path
    failing: int = 0
    error: int = 0
    number: int = 0
    is_off: bool = False
    seen: Callable[[str, Path], None] | None = None
    names: list[str] = field(default_factory=list)

    @contextmanager
    def off(self) -> Iterator[None]:
        """What happens meanwhile is another program's doing."""
        was, self.is_off = self.is_off, True
        try:
            yield
        finally:
            self.is_off = was
            self._tell("program", self.root)

    def _tell(self, name: str, path: Path) -> None:
        """Looking at what was done is not part of it."""
        if self.seen and not self.is_off:
            self.is_off = True
            self.seen(name, path)
            self.is_off = False

    def _path(self, target: object, folder: int | None = None) -> str:
        if isinstance(target, int):
            return os.readlink(f"/proc/self/fd/{target}")
        base = os.readlink(f"/proc/self/fd/{folder}") if folder is not None else ""
        return os.path.join(base, os.fsdecode(target))

    def _wrapped(self, name: str, call: Callable) -> Callable:
        below = str(self.root)

        def attempt(target, *arguments, **options):
            if self.is_off:
                return call(target, *arguments, **options)
            # A link is made where its second argument says.
            subject = arguments[0] if name == "symlink" else target
            path = self._path(subject, options.get("dir_fd"))
            if not path.startswith(below):
                return call(target, *arguments, **options)
            self.number += 1
            self.names.append(name)
            if self.number == self.failing:
                named = (path,) if name in _OF_PATHS else ()
                raise OSError(self.error, os.strerror(self.error), *named)
            answer = call(target, *arguments, **options)
            self._tell(name, Path(path))
            return answer

        return attempt

    @contextmanager
    def watched(self) -> Iterator["Calls"]:
        """Count, and fail, while this lasts."""
        if not (self.failing or self.seen):
            yield self
            return
        places = [(os, name) for name in (*_OF_PATHS, *_OF_DESCRIPTORS)]
        places += [(builtins, "open"), (io, "open")]
        before = [(owner, name, getattr(owner, name)) for owner, name in places]
        try:
            for owner, name, call in before:
                setattr(owner, name, self._wrapped(name, call))
            yield self
        finally:
            for owner, name, call in before:
                setattr(owner, name, call)


class World:
    """A project whose builds take milliseconds: other programs write the number of the state, and no more."""

    def __init__(self, root: Path, monkeypatch) -> None:
        self.layout = Layout(root)
        self.state = 0
        self.calls = Calls(root)
        self.layout.reports.mkdir(parents=True, exist_ok=True)
        (self.layout.reports / "package.json").write_text("{}", encoding="utf-8")
        for owner, name, stand_in in (
            (inputs, "PROJECT", root),
            (inputs, "listed", lambda root: ["state.txt", "reports/package.json"]),
            (inputs, "_surroundings", lambda layout: {}),
            (preflight, "check", lambda layout: []),
            # What a sync is for is what `Disk` knows; the test's own disk need not do it.
            (os, "fsync", lambda descriptor: None),
            (command_line, "summary", lambda layout: "summary"),
            (command_line.signal, "signal", lambda *_: None),
            (pipeline, "_dbt_build", self._program(self._dbt)),
            (published_tables, "export", self._program(self._export)),
            (published_tables, "delivered_rows", lambda database: {}),
            (published_tables, "published_rows", lambda database: {}),
            (published_tables, "notice", lambda database: "synthetic"),
            (published_tables, "verdicts", lambda database: {}),
            (provenance, "seeds", lambda: {"wave": 2024}),
            (provenance, "git_commit", lambda root: None),
            (provenance, "versions", lambda layout: {}),
            (downloads, "write", self._program(self._write_downloads)),
            (open_data, "write", self._program(self._write_open_data)),
            (documentation, "write", self._program(self._write_documentation)),
            (waves, "carry_history", self._program(self._carry_history)),
            (site, "run", self._program(self._draw)),
        ):
            monkeypatch.setattr(owner, name, stand_in)

    def _program(self, work: Callable) -> Callable:
        def run(*arguments, **options):
            with self.calls.off():
                return work(*arguments, **options)

        return run

    def _dbt(self, layout, candidate, lock, *rest) -> str:
        with candidate.database.open("a") as file:
            file.write(f"warehouse {self.state}")
        return "PASS=1"

    def _export(self, database, folder, earlier=(), *, may_be_empty=()) -> list[Path]:
        folder.mkdir()
        (folder / "pub_a.parquet").write_text(f"export {self.state}")
        return [folder / "pub_a.parquet"]

    def _write_downloads(self, database, folder) -> list[Path]:
        folder.mkdir(parents=True)
        (folder / "pub_a.csv").write_text(f"{self.state}")
        return [folder / "pub_a.csv"]

    def _write_open_data(self, database, exports, folder) -> list[Path]:
        (folder / "public.duckdb").write_text(f"published {self.state}")
        return [folder / "public.duckdb"]

    def _write_documentation(self, layout, database, target, *, meanwhile, lock_descriptor=None) -> Path:
        meanwhile()
        target.parent.mkdir(parents=True)
        target.write_text("lineage")
        return target

    def _carry_history(self, source, target) -> list[str]:
        target.write_text(f"history of {source.read_text()}; ")
        return []

    def _draw(self, command, *, environment, **rest) -> str:
        folder = Path(environment["SITE_OUTPUT_DIR"])
        (folder / "data").mkdir(parents=True)
        (folder / "index.html").write_text(f"<p>{self.state}</p></html>")
        (folder / "data" / "a.json").write_text(f"[{self.state}]")
        return ""

    def run(self, *arguments: str) -> int:
        """One command of `python -m publication`; whatever is not said in a sentence is raised."""
        with self.calls.watched():
            return command_line.main(["--root", str(self.layout.root), *arguments])

    def build(self, state: int, *options: str) -> int:
        """Build and publish a state, which is what the project's one file says."""
        self.state = state
        with self.calls.off():
            (self.layout.root / "state.txt").write_text(f"{state}")
        return self.run("build", *options)

    def faulty(self, failing: int, error: int) -> Calls:
        """From now on, or until `sound`, the call of this number fails with this error."""
        self.calls = Calls(self.layout.root, failing, error)
        return self.calls

    def sound(self) -> None:
        """From now on nothing fails."""
        self.calls = Calls(self.layout.root)

    def published(self) -> int | None:
        """The state that readers see, which must be one whole release; None where there is nothing to see."""
        layout = self.layout
        if not layout.current.exists():
            # Nor half of something.
            assert not layout.database_link.exists()
            assert not layout.site_link.exists()
            return None
        found = release.current(layout)
        assert manifest.damage(found) == []
        assert layout.database_link.resolve() == found.database
        assert layout.site_link.resolve() == found.site
        state = self.state_of(found)
        assert (layout.site_link / "index.html").read_text() == f"<p>{state}</p></html>"
        assert (layout.site_link / "data" / "a.json").read_text() == f"[{state}]"
        assert (found.exports / "pub_a.parquet").read_text() == f"export {state}"
        return state

    @staticmethod
    def state_of(found: Release) -> int:
        """The state that a release is of."""
        return int(found.database.read_text().rpartition(" ")[2])


Node = tuple[str, int, object]


def tree(root: Path) -> dict[str, Node]:
    """Everything below `root`: kind, number of the inode, and content of a file or target of a link."""
    nodes: dict[str, Node] = {"": ("folder", root.stat().st_ino, None)}
    for parent, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(parent, name)
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode):
                node = ("link", status.st_ino, os.readlink(path))
            elif stat.S_ISDIR(status.st_mode):
                node = ("folder", status.st_ino, None)
            else:
                node = ("file", status.st_ino, path.read_bytes())
            nodes[path.relative_to(root).as_posix()] = node
    return nodes


def write_tree(root: Path, nodes: dict[str, tuple[str, object]]) -> None:
    """Lay out a tree as a disk holds it after a power cut."""
    shutil.rmtree(root, ignore_errors=True)
    for name, (kind, content) in sorted(nodes.items()):
        path = root / name
        if kind == "folder":
            path.mkdir()
        elif kind == "link":
            path.symlink_to(content)
        else:
            path.write_bytes(content)


class Disk:
    """What a disk may hold after a power cut, from what was done and what was synced until then.

    Synced is a file's content, or a folder's list of names, as it was when it was last synced. Of the rest
    nothing is certain: it is there or not, folder by folder, in any order.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = tree(root)
        self.contents = {node[1]: node[2] for node in self.now.values() if node[0] == "file"}
        self.names = self._names(self.now)

    @staticmethod
    def _names(nodes: dict[str, Node]) -> dict[int, dict[str, Node]]:
        """Of each folder, by inode: its names and what they lead to."""
        names: dict[int, dict[str, Node]] = {node[1]: {} for node in nodes.values() if node[0] == "folder"}
        for path, node in nodes.items():
            if path:
                parent, _, name = path.rpartition("/")
                names[nodes[parent][1]][name] = node
        return names

    def seen(self, call: str, path: Path) -> None:
        """Take note of a system call that was made."""
        if call == "fsync":
            inode = path.stat().st_ino
            if path.is_dir():
                self.names[inode] = self._names(self.now).get(inode, {})
            else:
                self.contents[inode] = path.read_bytes()
            return
        self.now = tree(self.root)

    def after_a_cut(self) -> Iterator[dict[str, tuple[str, object]]]:
        """Every tree that may be found: of what was not synced all names are there, none, or one folder's."""
        current = self._names(self.now)
        pending = [inode for inode in current if current[inode] != self.names.get(inode, {})]
        choices = [set(), set(pending), *({inode} for inode in pending)]
        choices += [set(pending) - {inode} for inode in pending]
        for kept in map(frozenset, dict.fromkeys(map(frozenset, choices))):
            found: dict[str, tuple[str, object]] = {}
            self._lay_out("", self.now[""], kept, current, found)
            yield found

    def _lay_out(self, path: str, node: Node, kept, current, found) -> None:
        kind, inode, content = node
        if kind == "file":
            content = self.contents.get(inode, b"")
        found[path] = (kind, content)
        if kind == "folder":
            names = current.get(inode, {}) if inode in kept else self.names.get(inode, {})
            for name, below in names.items():
                self._lay_out(f"{path}/{name}" if path else name, below, kept, current, found)
