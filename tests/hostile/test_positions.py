"""Whatever the texts of a document are, its client's source differs in literals and verified names only."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from restamp.config import from_flags
from restamp.diagnostics import Diagnostics
from restamp.pipeline import Result, generate

from .documents import NAMES, POSITIONS, PROSE, TextOf, document
from .markdown import check_readme
from .payloads import HARMLESS, PAYLOADS, SEEDS
from .sources import check, own, shapes

GIVEN: Any = None


def everywhere(payload: str, positions: tuple[str, ...] = POSITIONS) -> TextOf:
    return lambda position: payload if position in positions else HARMLESS


def stamped(folder: Path, tree: Any, name: str = "api.json", dump: Any = json.dumps) -> Result:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(dump(tree), "utf-8")
    config = from_flags(name, "out/client", [], folder, Diagnostics())
    assert config is not None
    return generate(config, {})


def files_of(result: Result) -> dict[str, str]:
    """The files of a client, each checked."""
    assert not result.failed, [d for d in result.diagnostics if d.severity == "error"]
    for path in result.files:
        assert not path.startswith("/") and ".." not in path.split("/") and "\\" not in path
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
    for path, text in own(result.files).items():
        check(path, text, result.files)
    check_readme(result.files["README.md"])
    return result.files


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(stamped(tmp_path_factory.mktemp("harmless"), document(everywhere(HARMLESS))))


@pytest.mark.parametrize("position", POSITIONS)
def test_every_position_takes_every_text(
    position: str, harmless: dict[str, str], tmp_path: Path
) -> None:
    files = files_of(stamped(tmp_path, document(everywhere(SEEDS, (position,)))))
    names = position in NAMES
    assert shapes(files, names=names) == shapes(harmless, names=names)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_text_in_all_prose(payload: str, harmless: dict[str, str], tmp_path: Path) -> None:
    files = files_of(stamped(tmp_path, document(everywhere(PAYLOADS[payload], PROSE))))
    assert shapes(files, names=False) == shapes(harmless, names=False)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_text_everywhere(payload: str, harmless: dict[str, str], tmp_path: Path) -> None:
    files = files_of(stamped(tmp_path, document(everywhere(PAYLOADS[payload]))))
    assert shapes(files, names=True) == shapes(harmless, names=True)
