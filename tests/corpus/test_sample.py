"""A fixed sample of the documents of others: each is stamped twice, imported, and checked as strictly as can be.

The type checkers take the whole sample at once: what they read most is the same for all packages.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import black
import pytest

from restamp.emit.header import PYTHON

from ..typing.checkers import share_runtime

FOLDER = Path(os.environ.get("RESTAMP_CORPUS", ""))
SWAGGER = FOLDER.parent / "corpus-2.0"
"""Documents of Swagger 2.0; without the folder, they are not in the sample."""


def sample() -> list[str]:
    """Files of the corpus, and of that of Swagger 2.0."""
    here = Path(__file__).parent
    files = (here / "sample.txt").read_text("utf-8").split()
    if (SWAGGER / "index.json").is_file():
        more = (here / "sample-2.0.txt").read_text("utf-8").split()
        files += [f"../{SWAGGER.name}/{file}" for file in more]
    return files


SAMPLE = {f"package{number:02}": file for number, file in enumerate(sample(), start=1)}
"""File of the corpus by the name of its package."""
LINES = 16_000
"""So large is a package at most, its runtime included, to be of this sample."""
SURROUNDINGS = (
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
)

STAMP = """
import sys
from restamp.cli import main

folder, *files = sys.argv[1:]
for number, file in enumerate(files, start=1):
    output = f"{folder}/package{number:02}"
    flags = ["--quiet", "--verify", "--report", f"{output}.json"]
    status = main(["generate", *flags, "--spec", file, "--output", output])
    assert status == 0, file
"""
IMPORT = """
import importlib, json, pkgutil, sys

folder, *names = sys.argv[1:]
sys.path.insert(0, folder)
for name in names:
    package = importlib.import_module(name)
    heavy = {"pydantic", "httpx2"} & sys.modules.keys()
    assert not heavy, f"import {name} pulls in {heavy}"
first = f"{names[0]}._runtime."
for name in names:
    # The modules of the runtime, whose bytes are the same, are compiled once.
    for runtime in [found for found in sys.modules if found.startswith(first)]:
        sys.modules.setdefault(f"{name}._runtime.{runtime.removeprefix(first)}", sys.modules[runtime])
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(found.name)

from pydantic import BaseModel

todo, built = [BaseModel], dict.fromkeys(names, 0)
while todo:
    for model in todo.pop().__subclasses__():
        todo.append(model)
        name = model.__module__.partition(".")[0]
        if name in built:
            model.model_rebuild()
            model.__pydantic_validator__.title
            built[name] += 1
print(json.dumps(built))
"""


def ran(arguments: list[str | Path], cwd: Path) -> str:
    """What a run of this Python says; where it fails, all it said."""
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The packages of the sample, twice: of two hash seeds, time zones and locales."""
    if not (FOLDER / "index.json").is_file():
        pytest.skip("RESTAMP_CORPUS does not name a folder of OpenAPI documents")
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", STAMP, folder, *SAMPLE.values()],
            cwd=FOLDER,
            env=os.environ | surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for folder, surroundings in zip(folders, SURROUNDINGS, strict=True)
    ]
    for process in running:
        output, _ = process.communicate()
        assert process.returncode == 0, output[-4000:]
    return folders


def test_two_runs_are_one(stamped: tuple[Path, Path]) -> None:
    first, second = stamped
    files = [path.relative_to(first) for path in sorted(first.rglob("*")) if path.is_file()]
    assert files == [p.relative_to(second) for p in sorted(second.rglob("*")) if p.is_file()]
    _, different, unread = filecmp.cmpfiles(first, second, map(str, files), shallow=False)
    assert (different, unread) == ([], [])


def test_black_is_never_called(stamped: tuple[Path, Path]) -> None:
    reports = {name: json.loads((stamped[0] / f"{name}.json").read_text()) for name in SAMPLE}
    calls = {SAMPLE[name]: report["formatting"]["black_calls"] for name, report in reports.items()}
    assert calls == dict.fromkeys(SAMPLE.values(), 0)


def test_black_changes_nothing(stamped: tuple[Path, Path]) -> None:
    files: dict[str, Path] = {}
    """By text: many are the same in several packages."""
    for name in SAMPLE:
        sources = sorted((stamped[0] / name).rglob("*.py"))
        texts = {path: path.read_text("utf-8").removeprefix(PYTHON) for path in sources}
        assert sum(text.count("\n") for text in texts.values()) <= LINES, SAMPLE[name]
        files |= {text: path for path, text in texts.items() if path.parent.name != "_runtime"}
    mode = black.Mode()
    changed = [path for text, path in files.items() if black.format_str(text, mode=mode) != text]
    assert changed == []


def test_all_models_build(stamped: tuple[Path, Path]) -> None:
    built = json.loads(ran(["-c", IMPORT, stamped[0], *SAMPLE], stamped[0]))
    assert sum(built.values()) > len(SAMPLE)


@pytest.fixture(scope="session")
def checkable(stamped: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages with the runtime of the first one."""
    folder = tmp_path_factory.mktemp("checkable")
    first, *others = SAMPLE
    for name in SAMPLE:
        shutil.copytree(stamped[0] / name, folder / name)
    share_runtime([folder / name for name in others], folder / first)
    return folder


def test_mypy_strict(checkable: Path, mypy_cache: Path) -> None:
    flags = ["--strict", "--no-error-summary", "--config-file", os.devnull]
    assert ran(["-m", "mypy", *flags, "--cache-dir", mypy_cache, *SAMPLE], checkable) == ""


def test_pyright_strict(checkable: Path) -> None:
    first, *others = SAMPLE
    options = {
        "typeCheckingMode": "strict",
        "include": [first, *others],
        # The same bytes in each: enough to check them once.
        "exclude": [f"{name}/_runtime" for name in others],
    }
    config = checkable / "pyrightconfig.json"
    config.write_text(json.dumps(options), "utf-8")
    ran(["-m", "pyright", "--pythonpath", sys.executable, "-p", config], checkable)
