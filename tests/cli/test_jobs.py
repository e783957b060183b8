"""`--jobs N`: clients in parallel processes, with the same files and messages in the same order as in turn."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from restamp.workflows import parallel
from restamp.workflows.parallel import Ended, Exclusive, in_order

from .conftest import DOCUMENT

Restamp = Callable[..., Any]

COMMAND = [sys.executable, "-m", "restamp"]
CONFIGURATION = """\
[clients.{name}]
spec = "specs/{name}.yaml"
output = "src/app/{name}"
"""
UNDECLARED = DOCUMENT.replace("        - {name: id, in: path", "        - {name: ident, in: query")
EVENTS = DOCUMENT.replace(
    "components:\n",
    """\
  /events:
    get:
      operationId: listEvents
      tags: [pets]
      responses:
        "200":
          description: Events.
          content: {text/event-stream: {schema: {type: string}}}
components:
""",
)
DOCUMENTS = {
    "ape": EVENTS,
    "bee": "openapi: 3.1.0\ninfo: [",
    "cat": UNDECLARED,
    "dog": DOCUMENT,
    "eel": DOCUMENT.replace("name:", "nick name:"),
}
needs_fork = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="forks processes")


def workspace(folder: Path, runtime: str = "") -> Path:
    """A configuration with a valid client, an invalid one, and one with a warning; `dog` was edited by hand."""
    (folder / "specs").mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (folder / f"specs/{name}.yaml").write_text(text)
    tables = "\n".join(CONFIGURATION.format(name=name) for name in DOCUMENTS)
    (folder / "restamp.toml").write_text(runtime + tables)
    return folder


STEPS = """\
import sys
from pathlib import Path
from restamp.cli import main

def run(*arguments):
    status = main([*arguments, "--jobs", sys.argv[1], "--no-cache"])
    for stream in (sys.stdout, sys.stderr):
        print(f"exit {status}", file=stream, flush=True)

files = "--report", "report.json", "--sarif", "log.sarif", "--depfile", "clients.d"
run("generate", "dog")
with open("src/app/dog/client.py", "a") as file:
    file.write("# by hand\\n")
run("generate", *files)
run("check")
Path("specs/bee.yaml").write_text(Path("specs/dog.yaml").read_text())
run("generate", *files, "--force")
run("generate", "--list-outputs")
"""
"""In one process, which has no other threads, so that it forks."""


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("runtime", ["", 'runtime = "src/app/rt"\n'], ids=["own", "shared"])
def test_all_is_as_in_turn(tmp_path: Path, runtime: str) -> None:
    outputs: list[tuple[str, str, dict[str, bytes]]] = []
    for jobs in ("1", "3"):
        folder = workspace(tmp_path / jobs / "project", runtime)
        done = subprocess.run(
            [sys.executable, "-c", STEPS, jobs],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.append((done.stdout, done.stderr, tree(folder)))
    assert outputs[0] == outputs[1]
    _, errors, _ = outputs[1]
    assert re.findall(r"^exit .*", errors, re.MULTILINE) == [f"exit {s}" for s in (0, 2, 2, 0, 0)]
    second = errors.split("exit ")[1]
    places = [second.index(name) for name in ("/bee.yaml", "/cat.yaml", "dog/client.py", "/eel")]
    assert places == sorted(places), "in the order of the configuration"


@pytest.mark.parametrize("arguments", [("pets", "--jobs", "4"), ("--jobs", "1"), ()])
@pytest.mark.parametrize("command", ["generate", "check"])
def test_no_process_is_started(
    restamp: Restamp,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setattr(multiprocessing, "get_context", None)
    assert restamp([command, *arguments], project).status == (command == "check")


def test_what_is_up_to_date_needs_no_process(
    restamp: Restamp, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert restamp(["generate", "--jobs", "1"], project).status == 0
    monkeypatch.setattr(multiprocessing, "get_context", None)
    assert restamp(["generate", "--jobs", "2"], project).out.count("(unchanged)") == 2
    assert restamp(["check", "--jobs", "2"], project).status == 0


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", ""])
def test_a_number_that_is_none(restamp: Restamp, project: Path, number: str) -> None:
    done = restamp(["generate", f"--jobs={number}"], project)
    assert done.status == 2 and f'"{number}" is not a positive number' in done.err


BLOCKED = """\
import signal
import sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # It may be ignored, as in background jobs of a shell.
from restamp import pipeline
from restamp.cli import main
from restamp.recursion import with_deep_recursion

def generate(config, *arguments):
    if config.name == "cat":
        with_deep_recursion(lambda: open("fifo").read())
    return real(config, *arguments)

real, pipeline.generate = pipeline.generate, generate
sys.exit(main(["generate", "ape", "cat", "--jobs", "2"]))
"""


@needs_fork
def test_an_interrupt(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "project")
    os.mkfifo(folder / "fifo")
    process = subprocess.Popen(
        [sys.executable, "-c", BLOCKED],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    writer = os.open(folder / "fifo", os.O_WRONLY)  # Returns when a process reads from it.
    try:
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate()
        assert (process.returncode, errors) == (130, "restamp: interrupted\n")
        assert output == "" or (output.startswith("ape: ") and output.count("\n") == 1)
        with pytest.raises(OSError) as broken:
            os.write(writer, b"x")  # No process is left that reads it.
        assert broken.value.errno == errno.EPIPE
    finally:
        os.close(writer)
    package = folder / "src/app"
    assert not package.exists() or {path.name for path in package.iterdir()} <= {"ape"}


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fork in spite of the threads of the test runner, which is faster."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    yield


def job(task: str, exclusive: Exclusive) -> str:
    """A task of a test: a command, and the file that it works with."""
    what, _, file = task.partition(" ")
    match what:
        case "append":
            with exclusive():
                lines = Path(file).read_text()
                Path(file).write_text(f"{lines}{os.getpid()}\n")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise ValueError(task)
        case _:
            pass
    return task


def results(tasks: list[str], jobs: int) -> list[str | Ended]:
    with in_order(job, tasks, [Path(task) for task in tasks], jobs) as iterator:
        return [*iterator]


@needs_fork
@pytest.mark.usefixtures("forking")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
class TestProcesses:
    """`in_order` itself."""

    def test_results_are_in_order_and_access_is_exclusive(self, tmp_path: Path) -> None:
        file = tmp_path / "lines"
        file.touch()
        tasks = [f"append {file}"] * 30
        assert results(tasks, 4) == tasks
        assert len(file.read_text().splitlines()) == 30

    def test_the_largest_document_comes_first(self, tmp_path: Path) -> None:
        sizes = {"small": 1, "large": 30, "medium": 20}
        documents = [tmp_path / name for name in sizes]
        for document, size in zip(documents, sizes.values(), strict=True):
            document.write_text("x" * size)
        pool = parallel._Pool(job, [*sizes], parallel._largest_first(documents), {}, {}, deque())
        assert [*pool.waiting] == [1, 2, 0]

    def test_a_process_that_is_killed(self) -> None:
        tasks = ["one", "die", "two", "three"]
        assert results(tasks, 2) == ["one", Ended(-signal.SIGKILL), "two", "three"]

    def test_all_processes_are_killed(self) -> None:
        killed = Ended(-signal.SIGKILL)
        assert results(["die", "die", "one", "two"], 2) == [killed, killed, "one", "two"]

    def test_an_exception_is_raised_in_its_turn(self) -> None:
        seen: list[str | Ended] = []
        tasks = ["one", "fail 1", "two"]
        with (
            pytest.raises(RuntimeError, match="ValueError: fail 1"),
            in_order(job, tasks, [Path(task) for task in tasks], 2) as iterator,
        ):
            seen.extend(iter(lambda: next(iterator), None))
        assert seen == ["one"]


def test_spawned_processes_do_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    file = tmp_path / "lines"
    file.touch()
    tasks = [f"append {file}", "two", f"append {file}"]
    assert results(tasks, 2) == tasks
    assert len(file.read_text().splitlines()) == 2


def test_a_client_whose_process_is_killed(
    restamp: Restamp, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from restamp.workflows import check, generate

    ended = Ended(-9)

    def killed(*_: object) -> Any:
        return nullcontext(iter([ended, ended]))

    for module in (check, generate):
        monkeypatch.setattr(module, "in_order", killed)
    for command in ("generate", "check"):
        done = restamp([command, "--jobs", "2"], project)
        assert (done.status, done.out) == (2, "")
        message = "the process of this client was ended by signal 9; run the command with --jobs 1"
        assert f"specs/pets.yaml:1:1: error[process-ended]: {message}" in done.err
        assert "specs/zoo.yaml:1:1: error[process-ended]" in done.err
