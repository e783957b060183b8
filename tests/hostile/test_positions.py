"""Whatever the texts of a document are, its client's source differs in literals and verified names only."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from restamp.diagnostics.text import show

from .documents import NAMES, POSITIONS, PROSE, TextOf, document
from .payloads import HARMLESS, PAYLOADS, SEEDS
from .sources import shapes
from .stamping import files_of, stamped

MOST = 2_000
"""Characters of a text that stands everywhere."""


def batched(listed: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """The list in pieces of a size."""
    return [tuple(listed[start : start + size]) for start in range(0, len(listed), size)]


def everywhere(payload: str, positions: tuple[str, ...] = POSITIONS) -> TextOf:
    return lambda position: payload if position in positions else HARMLESS


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(stamped(tmp_path_factory.mktemp("harmless"), document(everywhere(HARMLESS))))


TOGETHER = 1 if "RESTAMP_LONG" in os.environ else 5
"""So many positions, or texts, are tried in one document."""


@pytest.mark.parametrize(
    "positions",
    [group for listed in (PROSE, NAMES) for group in batched(listed, TOGETHER)],
    ids=lambda group: group[0],
)
def test_every_position_takes_every_text(
    positions: tuple[str, ...], harmless: dict[str, str], tmp_path: Path
) -> None:
    files = files_of(stamped(tmp_path, document(everywhere(SEEDS, positions))))
    names = positions[0] in NAMES
    assert shapes(files, names=names) == shapes(harmless, names=names)


@pytest.mark.parametrize(
    "payloads",
    batched([name for name in PAYLOADS if len(PAYLOADS[name]) < MOST], TOGETHER),
    ids=lambda group: group[0],
)
def test_every_text_in_all_prose(
    payloads: tuple[str, ...], harmless: dict[str, str], tmp_path: Path
) -> None:
    """Texts that are tried together take turns, from position to position."""
    texts = dict(zip(PROSE, cycle(PAYLOADS[name] for name in payloads), strict=False))
    tree = document(lambda position: texts.get(position, HARMLESS))
    files = files_of(stamped(tmp_path, tree))
    assert shapes(files, names=False) == shapes(harmless, names=False)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_text_everywhere(payload: str, harmless: dict[str, str], tmp_path: Path) -> None:
    files = files_of(stamped(tmp_path, document(everywhere(PAYLOADS[payload][:MOST]))))
    assert shapes(files, names=True) == shapes(harmless, names=True)


def test_texts_in_yaml(harmless: dict[str, str], tmp_path: Path) -> None:
    tree = document(everywhere(SEEDS.replace("\ud800", "").replace("\udfff", "")))
    result = stamped(tmp_path, tree, "api.yaml", lambda t: yaml.safe_dump(t, sort_keys=False))
    assert shapes(files_of(result), names=True) == shapes(harmless, names=True)


def test_the_name_of_the_file(tmp_path: Path) -> None:
    tree = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "tags": 1}
    plain = files_of(stamped(tmp_path, tree))
    forbidden = dict.fromkeys(map(ord, "/\0\ud800\udfff"), "-")
    for payload in PAYLOADS.values():
        result = stamped(tmp_path, tree, f"{payload.translate(forbidden)[:40]}.json")
        assert result.files == plain
        for diagnostic in result.diagnostics:
            assert show(diagnostic).replace("\n", "").isprintable()


def test_texts_of_an_overlay(harmless: dict[str, str], tmp_path: Path) -> None:
    actions: list[Any] = [
        {"target": "$.info", "description": SEEDS, "update": {"description": SEEDS}},
        {"target": "$.paths.*.*", "update": {"summary": SEEDS, "description": SEEDS}},
        {"target": "$.components.schemas.Enum", "update": {"description": SEEDS}},
    ]
    overlay = {"overlay": "1.0.0", "info": {"title": SEEDS, "version": SEEDS}, "actions": actions}
    (tmp_path / "overlay.json").write_text(json.dumps(overlay))
    tree = document(everywhere(HARMLESS))
    plain = files_of(stamped(tmp_path, tree, overlays=["overlay.json"]))
    overlay["actions"] = [
        {**action, "update": dict.fromkeys(action["update"], HARMLESS)} for action in actions
    ]
    (tmp_path / "overlay.json").write_text(json.dumps(overlay))
    other = files_of(stamped(tmp_path, tree, overlays=["overlay.json"]))
    assert shapes(plain, names=False) == shapes(other, names=False)


def test_texts_of_another_file(tmp_path: Path) -> None:
    """Schemas and parameters that stand in files of their own, whose names are hostile too."""
    shared = document(everywhere(SEEDS))["components"]
    packages: list[dict[str, str]] = []
    for name, components in (("sh{{a}}red'.json", shared), ("plain.json", _harmless())):
        (tmp_path / name).write_text(json.dumps({"components": components}))
        response = {"$ref": f"{quote(name)}#/components/schemas/Union"}
        tree = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "a",
                        "responses": {
                            "200": {
                                "description": "A",
                                "content": {"application/json": {"schema": response}},
                            }
                        },
                    }
                }
            },
        }
        packages.append(files_of(stamped(tmp_path, tree)))
    assert shapes(packages[0], names=True) == shapes(packages[1], names=True)


def _harmless() -> Any:
    return document(everywhere(HARMLESS))["components"]


def test_texts_are_what_they_were(tmp_path: Path) -> None:
    """Escaped is not altered: a literal, and each line of a docstring, says what the document says."""
    payload = "a\\b'\"\0\x1b\u2028\u202e{{c}} \ud83d\ude00 d"
    text = payload.encode("utf-16", "surrogatepass").decode("utf-16")
    files = files_of(stamped(tmp_path, document(everywhere(text, PROSE))))
    strings = {
        node.value
        for path, source in files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for whole in (f"c {text}", f"X-Key-{text}", f"https://example.com/{text}"):
        assert whole in strings
    for inside in (f"Thing {text}", f"Property {text}", f"Get {text}"):
        assert any(inside in string for string in strings), inside
