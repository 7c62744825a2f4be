"""Whatever fails, whenever the power goes, whatever is damaged: readers see one whole release, the next build
publishes without being helped, `make verify` and `make rollback` say what is true; no traceback.

Each test states the least number of faults that it tries, so that it is noticed when they become fewer. In
all there are some 2,100: 1,580 calls that fail, 385 power cuts, 135 damaged files, folders and links.
"""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from publication_faults import ERRORS, Disk, World, tree, write_tree

from publication import disk, release
from publication.layout import Layout

# Half of the time is the disk's where it is a real one.
MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path) -> Iterator[Path]:
    """A folder in memory, where there is one."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture
def new_world(folder, monkeypatch) -> World:
    """A project in which nothing is published."""
    return World(folder / "project", monkeypatch)


@pytest.fixture
def world(new_world) -> World:
    """A project in which two states are published, 1 and 2."""
    world = new_world
    assert world.build(1) == world.build(2) == 0
    return world


def say_the_truth(world: World, said: str, before: int | None, now: int | None) -> None:
    """The sentence after a failure tells what is published."""
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1, said
    if now is None:
        assert "nothing is published" in said
    elif now == before:
        assert "what was published stays as it was" in said
    else:
        assert f"{release.linked(world.layout).folder.name} is published" in said


def fail_every_call(
    world: World, capsys, what: Callable[[int], int], prepare=lambda: None, errors=None
) -> int:
    """Run anew with its first, second, ... call failing, with each of `errors`, until all have failed."""
    faults, state, earlier, before = 0, 10, 1, 2
    for number in range(1, 1000):
        # Without a choice the errors take turns.
        for error in errors or ERRORS[number % len(ERRORS) :][:1]:
            prepare()
            before = before if world.layout.current.exists() else None
            state += 1
            calls = world.faulty(number, error)
            code = what(state)
            world.sound()
            said = capsys.readouterr().err
            now = world.published()
            if calls.number < number:
                assert code == 0
                return faults
            faults += 1
            where = f"{calls.names[number - 1]}, call {number}, {os.strerror(error)}"
            assert now in (before, state, earlier), where
            if code:
                say_the_truth(world, said, before, now)
            if code == 0 and now == state:
                # It published all the same, and needs no help then.
                earlier, before = before, now
                continue
            state += 1
            assert world.build(state) == 0, f"{where}: {capsys.readouterr().err}"
            assert world.published() == state, where
            earlier, before = now, state
    raise AssertionError("the work does not come to its end")


def test_every_system_call_of_a_build_fails(world, capsys):
    faults = fail_every_call(world, capsys, world.build, errors=ERRORS)
    assert faults >= 800, faults


def test_every_system_call_of_a_rollback_fails(world, capsys):
    def roll_back(state: int) -> int:
        return world.run("rollback")

    faults = fail_every_call(world, capsys, roll_back, errors=ERRORS)
    assert faults >= 150, faults


def test_every_system_call_of_the_first_build_fails(world, capsys):
    def nothing_published() -> None:
        shutil.rmtree(world.layout.warehouse)
        disk.remove(world.layout.site_link)

    faults = fail_every_call(world, capsys, world.build, nothing_published)
    assert faults >= 140, faults


def test_every_system_call_of_a_build_over_a_damaged_release_fails(world, capsys):
    # The fault may come before the older release is shown again, so what readers see may be damaged still.
    faults, state = 0, 10
    for number in range(1, 1000):
        (release.current(world.layout).site / "index.html").write_text("")
        state += 2
        calls = world.faulty(number, errno.EIO)
        code = world.build(state)
        world.sound()
        assert "Traceback" not in capsys.readouterr().err
        if calls.number < number:
            assert code == 0
            break
        faults += 1
        assert world.build(state + 1) == 0
        assert world.published() == state + 1
    assert faults >= 200, faults


def test_every_system_call_of_a_build_of_nothing_new_fails(world, capsys):
    faults, shown = 0, os.readlink(world.layout.current)
    for number in range(1, 200):
        for error in ERRORS:
            calls = world.faulty(number, error)
            code = world.build(2)
            world.sound()
            said = capsys.readouterr()
            assert world.published() == 2
            if calls.number < number:
                assert code == 0
                assert os.readlink(world.layout.current) == shown
                assert faults >= 110, faults
                return
            faults += 1
            assert "Traceback" not in said.err
            # Where it could not tell it built: what is published then is what the next one compares with.
            assert world.build(2) == 0
            shown = os.readlink(world.layout.current)
    raise AssertionError("the work does not come to its end")


def test_every_system_call_of_a_verification_fails(world, capsys):
    faults = 0
    for number in range(1, 100):
        for error in ERRORS:
            calls = world.faulty(number, error)
            code = world.run("verify")
            world.sound()
            said = capsys.readouterr()
            if calls.number < number:
                assert code == 0
                assert faults >= 90, faults
                return
            faults += 1
            assert code == 1, f"{calls.names[number - 1]}, call {number}"
            assert "Traceback" not in said.err
            assert world.published() == 2


def cut_the_power(world: World, folder: Path, what: Callable[[], int], allowed: set) -> int:
    """Look at every disk that a power cut after any call of `what` may leave, and build on it."""
    root, found, cuts = world.layout.root, {}, 0
    drive = Disk(root)
    unfinished = ("warehouse/.build/candidate/", "reports/extras/")

    def seen(call: str, path: Path) -> None:
        nonlocal cuts
        drive.seen(call, path)
        cuts += 1
        for nodes in drive.after_a_cut():
            # How far a candidate had come makes no difference once it is there: the next build removes it.
            telling = [item for item in sorted(nodes.items()) if not item[0].startswith(unfinished)]
            found.setdefault(repr(telling), nodes)

    world.calls.seen = seen
    assert what() == 0
    world.sound()
    whole = folder / "whole"
    root.rename(whole)
    state = 100
    for nodes in found.values():
        write_tree(root, nodes)
        assert world.published() in allowed
        state += 1
        assert world.build(state) == 0
        assert world.published() == state
    return cuts


def test_the_power_is_cut_after_every_call_of_a_build(world, folder):
    cuts = cut_the_power(world, folder, lambda: world.build(3), {2, 3})
    assert cuts > 195, cuts


def test_the_power_is_cut_after_every_call_of_the_first_build(new_world, folder):
    cuts = cut_the_power(new_world, folder, lambda: new_world.build(3), {None, 3})
    assert cuts > 130, cuts


def test_the_power_is_cut_after_every_call_of_a_rollback(world, folder):
    cuts = cut_the_power(world, folder, lambda: world.run("rollback"), {1, 2})
    assert cuts > 35, cuts


def missing(path: Path) -> None:
    """Nothing has this name any more."""
    disk.remove(path)


def empty(path: Path) -> None:
    """A file of no bytes, as a power cut leaves it; a folder or a link gives way to it."""
    overwritten(path, b"")


def cut(path: Path) -> None:
    """The second half of the file is lost; a folder or a link gives way to it."""
    content = path.read_bytes() if path.is_file() else b"half"
    overwritten(path, content[: len(content) // 2])


def changed(path: Path) -> None:
    """One byte of it is another one."""
    content = bytearray(path.read_bytes() if path.is_file() else b"?")
    content[len(content) // 2] ^= 1
    overwritten(path, bytes(content))


def another_type(path: Path) -> None:
    """A folder has the name of a file, or a file that of a folder."""
    was_folder = path.is_dir() and not path.is_symlink()
    disk.remove(path)
    if was_folder:
        path.write_bytes(b"file")
    else:
        path.mkdir()
        (path / "stray").write_bytes(b"file")


def overwritten(path: Path, content: bytes) -> None:
    """A file with this content and the rights of the one before, whatever had this name."""
    mode = path.lstat().st_mode & 0o777 if path.is_file() and not path.is_symlink() else 0o644
    disk.remove(path)
    path.write_bytes(content)
    path.chmod(mode)


DAMAGES = (missing, empty, cut, changed, another_type)


def parts(layout: Layout) -> Iterator[Path]:
    """Everything that the published state is made of: links, folders and files, of both releases."""
    yield from (layout.current, layout.database_link, layout.site_link, layout.releases)
    for found in sorted(layout.releases.iterdir()):
        yield found
        yield from sorted(found.rglob("*"))
    yield from sorted(layout.site_cache.rglob("*"))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_part_of_the_published_state_is_damaged(world, capsys, damage):
    layout, state = world.layout, 10
    kept = {name: (node[0], node[2]) for name, node in tree(layout.root).items()}
    names = [path.relative_to(layout.root).as_posix() for path in parts(layout)]
    shown, before = (f"warehouse/releases/{name}" for name in sorted(os.listdir(layout.releases))[::-1])
    for name in names:
        state += 1
        write_tree(layout.root, kept)
        damage(layout.root / name)
        capsys.readouterr()

        code = world.run("verify")
        said = capsys.readouterr()
        # The cache is not published, and a release that is gone was perhaps left by a rollback.
        is_no_matter = name.startswith("warehouse/.build") or (name == before and damage is missing)
        lost = name == "warehouse/releases"
        assert code == (0 if is_no_matter else 1), f"{name}: {said.out}"
        if not is_no_matter:
            named = release_of(name) if name.startswith("warehouse/releases/") else name
            assert lost or named in said.err, f"{name}: {said.err}"
            assert "make build" in said.err

        code = world.run("rollback")
        said = capsys.readouterr()
        where = (name, said.out, said.err)
        if name.startswith(before) and (code or not name.startswith(shown)):
            # There is nothing whole to go back to, and what is published is not touched.
            assert code == 1, where
            assert "not whole" in said.err or "no publication before" in said.err, where
            assert world.published() == 2
        elif lost:
            assert code == 1, where
            assert "make build" in said.err, where
        else:
            assert code == 0, where
            assert world.published() == (2 if name == "warehouse/current" else 1), where

        write_tree(layout.root, kept)
        damage(layout.root / name)
        capsys.readouterr()
        # The same state again is what a cached site would be taken for.
        built = 2 if name.startswith("warehouse/.build") else state
        assert world.build(built, "--again") == 0, (name, capsys.readouterr().err)
        said = capsys.readouterr()
        assert world.published() == built, name
        if name.startswith(shown):
            assert f"{Path(shown).name}, which is published, is not whole" in said.out
            assert f"{Path(before).name} is the newest whole release, and shown again" in said.out
        # History goes on from the newest whole release.
        basis = None if lost else 1 if name.startswith(shown) else 2
        history = re.match(r"(history of )*", release.current(layout).database.read_text()).group()
        depth = {None: 0, 1: 1, 2: 2}[basis]
        assert history.count("history") == depth, (name, release.current(layout).database.read_text())
        assert world.run("verify") == 0
    # Five times as many faults as there are parts, in the five runs of this test together.
    assert len(names) > 25, len(names)


def release_of(name: str) -> str:
    """Name of the release that a path lies in."""
    return name.split("/")[2]
