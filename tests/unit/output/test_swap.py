from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from restamp.output import swap

OLD = {"a.py": b"old", "gone.py": b"old", "sub/b.py": b"old", "sub/deep/gone.py": b"old"}
NEW = {"a.py": b"new", "sub/b.py": b"new", "more/c.py": b"new"}
MINE = {"mine.txt": b"mine", "sub/mine.txt": b"mine"}
EVENTS = ("open", "os.", "shutil.", "ctypes.")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")
forks = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fill(folder: Path) -> Path:
    for path, content in {**OLD, **MINE}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def replace(folder: Path) -> None:
    with swap.exclusive_lock(folder):
        swap.repair(folder)
        swap.replace(folder, NEW, sorted(OLD.keys() - NEW.keys()))


def replace_killed_at(step: int, folder: Path) -> bool:
    """Replace in a process that ends, as a killed one does, before its step-th event; whether it came so far."""
    child = os.fork()
    if child == 0:
        steps = iter(range(step))

        def kill(event: str, _: object) -> None:
            if event.startswith(EVENTS) and next(steps, None) is None:
                os._exit(9)

        sys.addaudithook(kill)
        replace(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 9)
    return os.waitstatus_to_exitcode(status) == 9


def killed_everywhere(tmp_path: Path) -> Iterator[Path]:
    """Folders in which a replacement was killed, each one step later than the one before, until one got through."""
    for step in range(1000):
        folder = fill(tmp_path / str(step) / "pkg")
        if not replace_killed_at(step, folder):
            assert step > 20
            return
        yield folder
    raise AssertionError("it never ends")


@needs_fork
@forks
@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="folders cannot change places")
def test_killed_at_any_moment_it_is_the_old_or_the_new(tmp_path: Path) -> None:
    states: list[dict[str, bytes]] = []
    for folder in killed_everywhere(tmp_path):
        states.append(tree(folder))
        swap.repair(folder)
        assert tree(folder) == states[-1]
        assert [path.name for path in folder.parent.iterdir()] == ["pkg"]
        replace(folder)
        assert tree(folder) == {**NEW, **MINE}
    old, new = {**OLD, **MINE}, {**NEW, **MINE}
    assert [state for state in states if state not in (old, new)] == []
    assert old in states
    assert new in states


@needs_fork
@forks
def test_killed_amid_a_journal_the_next_run_repairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_rename_exchange", lambda: None)
    repaired: list[dict[str, bytes]] = []
    for folder in killed_everywhere(tmp_path):
        swap.repair(folder)
        repaired.append(tree(folder))
        assert [path.name for path in folder.parent.iterdir()] == ["pkg"]
    old, new = {**OLD, **MINE}, {**NEW, **MINE}
    assert [state for state in repaired if state not in (old, new)] == []
    assert repaired[0] == old
    assert repaired[-1] == new


@pytest.mark.parametrize("exchange", [True, False])
def test_both_ways_come_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_rename_exchange", lambda: None)
    folder = fill(tmp_path / "pkg")
    (folder / "sub" / "deep" / "__pycache__").mkdir()
    replace(folder)
    assert tree(folder) == {**NEW, **MINE}
    assert not (folder / "sub" / "deep").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pkg"]


def test_the_folder_keeps_its_mode(tmp_path: Path) -> None:
    folder = fill(tmp_path / "pkg")
    folder.chmod(0o750)
    (folder / "sub").chmod(0o700)
    replace(folder)
    assert folder.stat().st_mode & 0o777 == 0o750
    assert (folder / "sub").stat().st_mode & 0o777 == 0o700


def test_other_file_systems_are_copied_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_rename_exchange", lambda: None)
    folder = fill(tmp_path / "pkg")
    within = Path.replace

    def across(source: Path, target: Path) -> Path:
        if source.parent != target.parent:
            raise OSError(18, "Invalid cross-device link")
        return within(source, target)

    monkeypatch.setattr(Path, "replace", across)
    replace(folder)
    assert tree(folder) == {**NEW, **MINE}


@pytest.mark.parametrize("journal", ["", "[]", "{}", '{"writes": 1, "removals": []}', "\xff"])
def test_a_journal_that_is_none_is_cleared_away(tmp_path: Path, journal: str) -> None:
    folder = fill(tmp_path / "pkg")
    before = tree(folder)
    (tmp_path / ".pkg.restamp").mkdir()
    (tmp_path / ".pkg.restamp" / "journal").write_text(journal)
    swap.repair(folder)
    assert tree(tmp_path) == {f"pkg/{path}": content for path, content in before.items()}


def test_a_journal_cannot_reach_outside(tmp_path: Path) -> None:
    folder = fill(tmp_path / "pkg")
    (tmp_path / "precious").write_text("mine")
    (tmp_path / ".pkg.restamp").mkdir()
    (tmp_path / ".pkg.restamp" / "journal").write_text(
        '{"writes": [], "removals": ["../precious"]}'
    )
    swap.repair(folder)
    assert (tmp_path / "precious").exists()


def test_the_folder_of_the_shell_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that stands in the package still stands in it afterwards."""
    folder = fill(tmp_path / "pkg")
    inode = folder.stat().st_ino
    for place in (folder, folder / "sub"):
        monkeypatch.chdir(place)
        replace(folder)
        assert folder.stat().st_ino == inode
        assert tree(folder) == {**NEW, **MINE}


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="folders change places there")
def test_files_saved_meanwhile_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor saves by renaming, adds a file and removes one, after the links are made and before the exchange."""
    folder = fill(tmp_path / "pkg")
    (folder / "away.txt").write_bytes(b"mine")
    real = swap._rename_exchange()
    assert real is not None

    def exchange(old: Path, new: Path) -> bool:
        if old != folder:
            return real(old, new)
        (old / ".mine.tmp").write_bytes(b"newer")
        (old / ".mine.tmp").replace(old / "mine.txt")
        (old / "added").mkdir()
        (old / "added/note.txt").write_bytes(b"added")
        (old / "away.txt").unlink()
        return real(old, new)

    monkeypatch.setattr(swap, "_rename_exchange", lambda: exchange)
    replace(folder)
    others = {"mine.txt": b"newer", "sub/mine.txt": b"mine", "added/note.txt": b"added"}
    assert tree(folder) == {**NEW, **others}
    assert [path.name for path in tmp_path.iterdir()] == ["pkg"]
