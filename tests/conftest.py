"""What all tests share: the flags, the profile of Hypothesis, and running the command line in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from restamp.cli import main
from restamp.output.cache import VARIABLE

from .updating import Expect, expected_in

settings.register_profile(
    "restamp",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("restamp")
"""The same examples in each run, and no verdict that depends on how busy the machine is."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills",
        type=int,
        default=40,
        help="how often tests/cli/test_killed.py kills a run",
    )
    parser.addoption(
        "--update", action="store_true", help="rewrite the files that tests compare with"
    )
    parser.addoption(
        "--corpus", action="store_true", help="generate from every document under $RESTAMP_CORPUS"
    )


FIRST = tuple(
    f"tests/{part}/"
    for part in (
        *("typing", "corpus", "hostile/test_bounds.py", "oracle", "losses", "imports"),
        "docs/test_site.py",
    )
)
"""Long ones, which share fixtures: one process takes them all, from the start, while others do the rest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not f"{item.nodeid.partition('::')[0]}/".startswith(FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A process that has done its tests takes over some of another's; `--dist` chooses otherwise."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


@dataclass(frozen=True)
class Ran:
    """What a run of the command line came to."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder of the test run's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _compiled_once() -> Iterator[None]:
    """The runtime is the same in every package that the tests generate and import: it is compiled once."""
    compiled: dict[bytes, CodeType] = {}
    compile_ = SourceFileLoader.source_to_code

    def source_to_code(self: SourceFileLoader, data: Any, path: Any, **options: Any) -> Any:
        if f"{os.sep}_runtime{os.sep}" not in str(path):
            return compile_(self, data, path, **options)
        if (code := compiled.get(data)) is None:
            code = compiled[data] = compile_(self, data, path, **options)
        return code.replace(co_filename=str(path))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SourceFileLoader, "source_to_code", source_to_code)
        yield


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of mypy for libraries, which a run without them checks first: 4 seconds."""
    return tmp_path_factory.mktemp("mypy")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Compares a text with a file; `--update` writes the file instead."""
    return expected_in(request)


@pytest.fixture
def restamp(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Runs the command line in this process, in a folder."""

    def run(arguments: Sequence[str], folder: Path) -> Ran:
        monkeypatch.chdir(folder)
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run
