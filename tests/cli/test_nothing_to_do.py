"""Nothing has changed: nothing is parsed, rendered or imported, and any change is seen all the same."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from restamp import pipeline
from restamp.output import cache, fresh, lock
from restamp.output.fresh import has_digest
from restamp.spec.reading.digests import digest

Restamp = Callable[..., Any]

HEAVY = ("yaml", "pydantic", "openapi_pydantic", "jinja2", "black", "rich", "jsonpath_rfc9535")


@pytest.fixture
def generated(restamp: Restamp, project: Path) -> Path:
    assert restamp(["generate"], project).status == 0
    return project


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The clients that were really generated."""
    names: list[str] = []
    real = pipeline.generate

    def watched(config: Any, *rest: Any, **others: Any) -> Any:
        names.append(config.name)
        return real(config, *rest, **others)

    monkeypatch.setattr(pipeline, "generate", watched)
    return names


@pytest.mark.parametrize("command", ["check", "generate"])
def test_nothing_heavy_is_imported(generated: Path, command: str) -> None:
    script = (
        "import sys\nfrom restamp.cli import main\n"
        f"assert main(['{command}']) == 0\n"
        f"heavy = {{name.partition('.')[0] for name in sys.modules}} & set({HEAVY})\n"
        "assert not heavy, heavy\n"
        "assert 'restamp.pipeline' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=generated, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_it_is_quick(generated: Path) -> None:
    """Beside a Python that does nothing, in time of the processor; tests/benchmarks/check.py has the figures."""

    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    def least(command: list[str]) -> float:
        times: list[float] = []
        for _ in range(5):
            start = spent()
            subprocess.run([sys.executable, *command], cwd=generated, check=True)
            times.append(spent() - start)
        return min(times)

    nothing = least(["-c", "pass"])
    assert least(["-m", "restamp", "check", "--quiet"]) < 0.2 + 10 * nothing


def test_one_more_client_costs_few_calls(restamp: Restamp, generated: Path) -> None:
    """Function calls per file, of which a workspace with a hundred clients has tens of thousands."""

    def calls(*names: str) -> int:
        events: list[str] = []
        sys.setprofile(lambda frame, event, arg: events.append(event))
        try:
            assert restamp(["generate", *names], generated).status == 0
        finally:
            sys.setprofile(None)
        return events.count("call")

    files = sum(path.is_file() for path in (generated / "out/zoo").rglob("*"))
    assert calls("pets", "zoo") - calls("pets") < 30 * files


@pytest.mark.parametrize("size", [0, 1 << 16, (1 << 16) + 1, 3 << 16])
@pytest.mark.parametrize("end", ["", "\r", "\r\n", "\r\nx"])
def test_digests_of_files(tmp_path: Path, size: int, end: str) -> None:
    """A file is hashed as it is read, CR LF as LF also where it lies across two reads."""
    content = (b"x" * (size - 1) + end.encode()) if size else end.encode()
    file = tmp_path / "file"
    file.write_bytes(content)
    assert has_digest(str(file), digest(content))
    assert has_digest(str(file), digest(content.replace(b"\r\n", b"\n")))
    assert not has_digest(str(file), digest(content + b"y"))


def test_the_generator_is_looked_at_once(
    restamp: Restamp, generated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = fresh.generator_version
    monkeypatch.setattr(fresh, "generator_version", lambda: asked.append("") or real())
    assert restamp(["check", "pets"], generated).status == 0
    assert len(asked) == 1


def test_the_same_words_either_way(restamp: Restamp, generated: Path, runs: list[str]) -> None:
    quick = [restamp([command], generated).out for command in ("check", "generate")]
    listed = restamp(["generate", "--list-outputs"], generated).out
    ruled = restamp(["generate", "--depfile", "a.d"], generated)
    assert (runs, ruled.status) == ([], 0)
    rules = (generated / "a.d").read_text()
    report = restamp(["generate", "--report", "r.json", "--depfile", "a.d"], generated)
    assert runs == ["pets", "zoo"]
    assert report.out == quick[1]
    assert (generated / "a.d").read_text() == rules
    assert json.loads((generated / "r.json").read_text()).keys() == {"pets", "zoo"}
    whole = restamp(["generate", "--list-outputs", "--no-lock"], generated).out
    assert listed == whole


CHANGES = {
    "input": lambda folder: append(folder / "specs/pets.yaml", "# more\n"),
    "file": lambda folder: append(folder / "out/pets/client.py", "# more\n"),
    "same size": lambda folder: swapped(folder / "out/pets/client.py"),
    "missing": lambda folder: (folder / "out/pets/py.typed").unlink(),
    "link": lambda folder: linked(folder / "out/pets/client.py"),
    "linked folder": lambda folder: linked(folder / "out/pets/models"),
    "name": lambda folder: rewritten(folder, lambda known: known["names"].update(x="y")),
    "version": lambda folder: rewritten(folder, lambda known: known.update(restamp="0.0.0")),
    "member": lambda folder: rewritten(folder, lambda known: known.update(stamp="sha256:0")),
    "include": lambda folder: append(
        folder / "pyproject.toml", '[tool.restamp.clients.zoo.include]\ntags = ["pets"]\n', "zoo"
    ),
}


def append(file: Path, text: str, _: str = "") -> None:
    file.write_text(file.read_text() + text)


def swapped(file: Path) -> None:
    status, text = file.stat(), file.read_text()
    file.write_text(text.replace("self", "flse", 1))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def linked(path: Path) -> None:
    aside = path.parents[3] / f"aside-{path.name}"
    path.rename(aside)
    path.symlink_to(aside)


def rewritten(folder: Path, change: Callable[[Any], Any]) -> None:
    file = folder / "out/pets" / lock.FILE
    known = json.loads(file.read_text())
    change(known)
    file.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_seen(
    restamp: Restamp, generated: Path, runs: list[str], change: Callable[[Path], Any]
) -> None:
    change(generated)
    restamp(["check"], generated)
    assert len(runs) == 1


def test_another_generator(
    restamp: Restamp, generated: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version says little while one works on the generator: its files count."""
    version = fresh.generator_version()
    monkeypatch.setattr(fresh, "generator_version", lambda: f"{version}-other")
    assert restamp(["check"], generated).status == 0
    assert runs == ["pets", "zoo"]
    assert restamp(["check"], generated).status == 0
    assert runs == ["pets", "zoo"], "what was checked once is known"


def test_no_cache(
    restamp: Restamp,
    generated: Path,
    runs: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Without a cache all is done, and nothing is said of it: the flag, another folder, one that cannot be."""
    expected = restamp(["check"], generated)
    assert runs == []
    assert restamp(["check", "--no-cache"], generated) == expected
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("empty")))
    assert restamp(["check"], generated) == expected
    file = tmp_path_factory.mktemp("file") / "file"
    file.write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(file))
    assert restamp(["check"], generated) == expected
    assert runs == ["pets", "zoo"] * 3


def _replace_by_folder(record: Path) -> None:
    record.unlink()
    record.mkdir()


def _replace_by_link(record: Path) -> None:
    record.unlink()
    record.symlink_to("nowhere")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda record: record.write_bytes(b""),
    "truncated": lambda record: record.write_bytes(record.read_bytes()[:30]),
    "garbled": lambda record: record.write_bytes(b"\xff{[\0" * 100),
    "another format": lambda record: record.write_text('{"version": 9, "states": {"a": true}}'),
    "a folder": _replace_by_folder,
    "a link that leads nowhere": _replace_by_link,
}


@pytest.fixture
def own_cache(
    restamp: Restamp,
    generated: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with nothing but the record of `pets`."""
    folder = tmp_path_factory.mktemp("own")
    monkeypatch.setenv(cache.VARIABLE, str(folder))
    assert restamp(["check", "pets"], generated).status == 0
    return folder


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_cache(
    restamp: Restamp, generated: Path, own_cache: Path, runs: list[str], damage: str
) -> None:
    """It costs a generation, and nothing else; the next run writes the record again if it can."""
    expected = restamp(["generate", "pets"], generated)
    assert (expected.status, runs) == (0, [])
    (record,) = own_cache.iterdir()
    DAMAGE[damage](record)
    assert restamp(["generate", "pets"], generated) == expected
    assert runs == ["pets"]
    assert restamp(["check", "pets"], generated).status == 0
    assert runs == ["pets"] * (2 if damage == "a folder" else 1)
    assert [*own_cache.iterdir()] == [record]


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS])
def test_a_cache_that_cannot_be_written(
    restamp: Restamp,
    generated: Path,
    own_cache: Path,
    runs: list[str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    expected = restamp(["generate", "pets"], generated)
    (record,) = own_cache.iterdir()
    record.unlink()
    monkeypatch.setattr(cache, "write_atomically", refuse)
    assert [restamp(["generate", "pets"], generated) for _ in range(2)] == [expected] * 2
    assert runs == ["pets"] * 2


def test_the_cache_of_another_version(
    restamp: Restamp,
    generated: Path,
    own_cache: Path,
    runs: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its records confirm nothing, and stay: who changes between two versions generates once with each."""
    with monkeypatch.context() as patch:
        patch.setattr(fresh, "generator_version", lambda: "another")
        assert restamp(["check", "pets"], generated).status == 0
        assert restamp(["check", "pets"], generated).status == 0
    assert runs == ["pets"]
    assert restamp(["check", "pets"], generated).status == 0
    assert runs == ["pets"]


def test_a_record_is_short_and_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_KEPT_RECORDS", 3)
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.VARIABLE, str(folder))
    packages = [
        cache.cache_of(tmp_path / "project" / name, tmp_path / "project") for name in "abcde"
    ]
    for age, package in enumerate(reversed(packages)):
        for number in range(30):
            package.add_state(f"state{number}")
        (record,) = (file for file in folder.iterdir() if file.stat().st_mtime_ns > 1_000)
        os.utime(record, ns=(age, age))
    assert [len(package.states()) for package in packages] == [20, 20, 20, 0, 0]
    assert "state29" in packages[0].states() and "state9" not in packages[0].states()


@pytest.mark.parametrize("place", ["cache", "../cache"], ids=["the project", "the repository"])
def test_a_cache_in_the_repository_is_not_believed(
    restamp: Restamp, project: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    inner = project / "inner"
    inner.mkdir()
    for path in ("specs", "pyproject.toml"):
        (project / path).rename(inner / path)
    (project / ".git").mkdir()
    monkeypatch.setenv(cache.VARIABLE, place)
    assert restamp(["generate"], inner).status == 0
    assert restamp(["check"], inner).status == 0
    assert runs == ["pets", "zoo"] * 2


def test_a_forged_lock(restamp: Restamp, generated: Path) -> None:
    """A pull request changes generated code, and everything in the repository that could vouch for it."""
    package = generated / "out/pets"
    for path in ("client.py", "resources/pets.py", "_runtime/model.py"):
        before = (package / path).read_bytes()
        append(package / path, "\nOWNED = True\n")
        lines = digest((package / path).read_bytes())
        rewritten(generated, lambda known, p=path, d=lines: known["files"].update({p: d}))
        ran = restamp(["check", "pets"], generated)
        assert (ran.status, "OWNED" in ran.out) == (1, True), path
        (package / path).write_bytes(before)


def test_line_ends_of_windows(restamp: Restamp, generated: Path, runs: list[str]) -> None:
    """`core.autocrlf`, the default of Git for Windows, checks out CR LF: nothing was edited by hand."""
    for file in generated.rglob("*"):
        if file.is_file() and ".git" not in file.parts:
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    for command in ("check", "generate"):
        ran = restamp([command, "--no-cache"], generated)
        assert (ran.status, ran.err.count("note[line-ends]")) == (0, 2), ran
    client = generated / "out/pets/client.py"
    assert b"\r\n" in client.read_bytes()
    append(generated / "specs/pets.yaml", "tags: [{name: pets, description: All pets.}]\n")
    assert restamp(["generate", "pets"], generated).status == 0
    append(client, "mine = 1\n")
    ran = restamp(["check", "pets"], generated)
    assert (ran.status, "-mine = 1" in ran.out) == (1, True)
    assert ran.out.count("\n-") <= 2, "only what differs is shown"


def test_strict_asks_again_where_there_are_warnings(
    restamp: Restamp, project: Path, runs: list[str]
) -> None:
    document = project / "specs/pets.yaml"
    document.write_text(document.read_text().replace("{type: string}\n", "{type: colour}\n"))
    assert restamp(["generate", "pets"], project).status == 0
    assert restamp(["check", "pets"], project).status == 0
    assert runs == ["pets"]
    assert restamp(["check", "pets", "--strict"], project).status == 2
    assert restamp(["generate", "zoo"], project).status == 0
    runs.clear()
    assert restamp(["check", "zoo", "--strict"], project).status == 0
    assert runs == []


def test_a_template_saved_during_the_run(
    restamp: Restamp, generated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was rendered is the template as it was: the next run renders the one that came meanwhile."""
    mine = generated / "mine"
    mine.mkdir()
    (mine / "README.md.jinja").write_text("one\n")
    append(generated / "pyproject.toml", 'templates = "mine"\n')
    real = pipeline.generate

    def slow(*arguments: Any, **others: Any) -> Any:
        result = real(*arguments, **others)
        (mine / "README.md.jinja").write_text("two\n")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "generate", slow)
        assert restamp(["generate", "zoo"], generated).status == 0
    readme = generated / "out/zoo/README.md"
    assert readme.read_text().endswith("\none\n")
    assert restamp(["generate", "zoo"], generated).status == 0
    assert readme.read_text().endswith("\ntwo\n")


def test_a_generator_that_changes_during_the_run(
    restamp: Restamp, generated: Path, monkeypatch: pytest.MonkeyPatch, runs: list[str]
) -> None:
    """The package is what the generator as it was made of it: the next run does not trust it."""
    real, version = pipeline.generate, fresh.generator_version
    saved: list[str] = []

    def slow(*arguments: Any, **others: Any) -> Any:
        result = real(*arguments, **others)
        saved.append("a module")
        return result

    monkeypatch.setattr(fresh, "generator_version", lambda: f"{version()}{saved}")
    append(generated / "pyproject.toml", "testing = false\n")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "generate", slow)
        assert restamp(["generate", "zoo"], generated).status == 0
    runs.clear()
    assert restamp(["generate", "zoo"], generated).status == 0
    assert runs, "the package was taken as confirmed by the changed generator"


def test_forgetting(restamp: Restamp, generated: Path) -> None:
    document = generated / "specs/pets.yaml"
    text = document.read_text()
    # An operation that only moved would keep its name: here it goes, and another of its name comes.
    for path, name in (("/animals/{id}", "findAnimal"), ("/beasts/{id}", "getPet")):
        document.write_text(text.replace("/pets/{id}", path).replace("getPet", name))
        assert restamp(["generate", "pets"], generated).status == 0
    file = generated / "out/pets" / lock.FILE
    known = json.loads(file.read_text())
    assert known["removed"] == {
        "GET /animals/{id}": "pets.find_animal:find_animal",
        "GET /pets/{id}": "pets.get:get_pet",
    }
    assert known["names"]["GET /beasts/{id}"] == "pets.get_pet_by_id:get_pet_by_id:get_pet"
    missed = restamp(["generate", "pets", "--forget", "pets.get_pt"], generated)
    assert missed.status == 2
    assert 'error[forget-unknown]: unknown name "pets.get_pt"' in missed.err
    for flags in (["--forget", "pets.get", "pets.get_pet_by_id"], ["--forget"]):
        assert restamp(["generate", "pets", *flags], generated).status == 0
        known = json.loads(file.read_text())
        assert "GET /pets/{id}" not in known.get("removed", {})
        assert known["names"]["GET /beasts/{id}"] == "pets.get:get_pet"
    assert "removed" not in known
    assert restamp(["check"], generated).status == 0
