from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import show
from restamp.output import changes as on_disk
from restamp.output import lock
from restamp.output import write as output
from restamp.spec.reading.digests import digest

OLD = {"__init__.py": "", "a.py": "a = 1\n", "sub/b.py": "b = 1\n"}
NEW = {"__init__.py": "", "a.py": "a = 2\n", "sub/c.py": "c = 1\n"}


def locked(files: Mapping[str, str]) -> dict[str, str]:
    hashes = {path: digest(text.encode()) for path, text in files.items()}
    return {**files, lock.FILE: lock.text(lock.Lock(files=hashes))}


def write(
    files: Mapping[str, str], package: Path, *, force: bool = False
) -> tuple[output.Written, list[str]]:
    diagnostics = Diagnostics()
    known = lock.read(package, "pkg", diagnostics)
    written = output.write(locked(files), package, "pkg", known, diagnostics, force=force)
    return written, [show(diagnostic) for diagnostic in diagnostics]


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "deep" / "pkg"
    written, complaints = write(OLD, package)
    assert (set(written.changed), complaints) == ({*OLD, lock.FILE}, [])
    return package


def test_stale_files_go_and_the_users_stay(package: Path) -> None:
    (package / "sub" / "mine.txt").write_text("mine")
    (package / "own" / "deep").mkdir(parents=True)
    (package / "own" / "link").symlink_to("../a.py")
    written, complaints = write(NEW, package)
    assert complaints == []
    assert set(written.changed) == {"a.py", "sub/b.py", "sub/c.py", lock.FILE}
    assert (package / "own" / "deep").is_dir()
    assert os.readlink(package / "own" / "link") == "../a.py"
    (package / "own" / "link").unlink()
    assert tree(package) == locked(NEW) | {"sub/mine.txt": "mine"}
    assert [path.name for path in package.parent.iterdir()] == ["pkg"], "nothing is left beside it"


def test_a_folder_without_files_goes(package: Path) -> None:
    (package / "sub" / "__pycache__").mkdir()
    (package / "sub" / "__pycache__" / "b.pyc").touch()
    write({"a.py": ""}, package)
    assert not (package / "sub").exists()


def test_what_is_equal_is_not_touched(package: Path) -> None:
    (package / "mine.txt").write_text("mine")
    for path in package.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = (package / "a.py").stat()
    assert write(OLD, package) == (output.Written(), [])
    assert (package / "a.py").stat().st_ctime_ns == before.st_ctime_ns
    write(NEW, package)
    times = {path.name: path.stat().st_mtime for path in package.rglob("*") if path.is_file()}
    assert {name for name, time in times.items() if time == 1_000_000_000} == {
        "__init__.py",
        "mine.txt",
    }


def test_an_edited_file_stops_all(package: Path) -> None:
    (package / "a.py").write_text("a = 1\nmine = 2\n")
    before = tree(package)
    written, (complaint,) = write(NEW, package)
    assert complaint.startswith("pkg/a.py:1:1: error[output-edited]")
    assert written.changed == ()
    assert written.edits == "--- pkg/a.py\n+++ pkg/a.py\n@@ -1,2 +1 @@\n-a = 1\n-mine = 2\n+a = 2\n"
    assert tree(package) == before
    assert write(NEW, package, force=True)[1] == []
    assert tree(package) == locked(NEW)


def test_an_edited_file_that_would_go_stops_all(package: Path) -> None:
    (package / "sub" / "b.py").write_text("mine\n")
    written, (complaint,) = write(NEW, package)
    assert complaint.startswith("pkg/sub/b.py:1:1: error[output-edited]")
    assert written.edits == "--- pkg/sub/b.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-mine\n"


def test_an_edit_that_is_what_shall_be_is_none(package: Path) -> None:
    (package / "a.py").write_text(NEW["a.py"])
    assert write(NEW, package)[1] == []


def test_a_removed_file_comes_back(package: Path) -> None:
    (package / "a.py").unlink()
    assert write(OLD, package)[0].changed == ("a.py",)


def test_the_users_file_in_our_place_stops_all(package: Path) -> None:
    (package / "sub" / "c.py").write_text("mine")
    (complaint,) = write(NEW, package)[1]
    assert complaint.startswith("pkg/sub/c.py:1:1: error[output-foreign]: not written by Restamp;")
    assert (package / "a.py").read_text() == OLD["a.py"]
    assert write(NEW, package, force=True)[1] == []


def test_without_a_lock_all_is_the_users(package: Path) -> None:
    (package / lock.FILE).unlink()
    (package / "__init__.py").write_text("mine")
    (complaint,) = write(NEW, package)[1]
    assert "pkg/__init__.py:1:1: error[output-foreign]" in complaint
    assert "and 1 more" in complaint
    assert write(OLD | {"__init__.py": "mine"}, package)[0].changed == (
        lock.FILE,
    ), "what is equal is adopted"


@pytest.mark.parametrize("place", ["sub", "a.py", "restamp.lock"])
@pytest.mark.parametrize("force", [False, True])
def test_no_link_is_followed(package: Path, tmp_path: Path, place: str, force: bool) -> None:
    outside = tmp_path / "outside"
    (package / place).rename(outside)
    (package / place).symlink_to(outside)
    before = tree(tmp_path)
    _, complaints = write(NEW, package, force=force)
    assert any(f"pkg/{place}:1:1: error[output-blocked]: a symbolic link" in c for c in complaints)
    assert tree(tmp_path) == before


def test_a_folder_in_our_place_stops_all(package: Path) -> None:
    (package / "sub" / "c.py" / "mine").mkdir(parents=True)
    (complaint,) = write(NEW, package, force=True)[1]
    assert "pkg/sub/c.py:1:1: error[output-blocked]: a folder" in complaint


def test_a_file_in_place_of_a_folder_stops_all(package: Path) -> None:
    (package / "new").write_text("mine")
    (complaint,) = write({"new/x.py": ""}, package, force=True)[1]
    assert "pkg/new:1:1: error[output-blocked]: a file" in complaint


def test_a_package_that_is_a_link_is_written_where_it_leads(package: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(package)
    assert write(NEW, link)[1] == []
    assert link.is_symlink()
    assert tree(package) == locked(NEW)


@pytest.mark.parametrize("place", ["file", "file/pkg", "file/deep/pkg"])
def test_a_file_in_the_way_is_reported_and_nothing_is_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    (complaint,) = write(NEW, tmp_path / place)[1]
    assert complaint.startswith("pkg:1:1: error[output-unwritable]: cannot be written: ")
    assert tree(tmp_path) == {"file": "mine"}


def test_a_failure_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    (complaint,) = write(NEW, tmp_path / "a" / "b" / "pkg")[1]
    assert "pkg:1:1: error[output-unwritable]: cannot be written: no space left" in complaint
    assert list(tmp_path.iterdir()) == []


def test_a_diff_reads_from_the_disk_to_what_should_be(package: Path) -> None:
    diagnostics = Diagnostics()
    (package / "a.py").write_bytes(b"a = 1\r\n\xff\x1b[31m")
    known = lock.read(package, "pkg", diagnostics)
    changes = on_disk.changes(NEW, package, "pkg", known, diagnostics)
    assert on_disk.diff(changes, "pkg") == (
        "--- pkg/a.py\n+++ pkg/a.py\n@@ -1,2 +1 @@\n"
        "-a = 1\n-\\xff\x1b[31m\n\\ No newline at end of file\n+a = 2\n"
        "--- pkg/sub/b.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-b = 1\n"
        "--- /dev/null\n+++ pkg/sub/c.py\n@@ -0,0 +1 @@\n+c = 1\n"
    )
    assert [change.path for change in on_disk.edited(changes, known)] == ["a.py"]


def test_a_diff_shows_an_empty_file(tmp_path: Path) -> None:
    changes = on_disk.changes({"py.typed": ""}, tmp_path, "pkg", None, Diagnostics())
    assert on_disk.diff(changes, "pkg") == "--- /dev/null\n+++ pkg/py.typed\n"
