"""mypy has the same opinion: an old caller of everything in the small documents, with the new client, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .changes import CASES
from .judging import judge
from .small import Json

COMPONENTS = "#/components/schemas/"
RENAMED = ("operation-named", "FieldThatABaseTakesTheNameOf")
"""Where an overlay asks for another name, or two names that were fixed meet in one class."""
TOP = {"openapi", "info", "paths", "components", "webhooks"}


def merged(side: int) -> Json:
    """All documents of one side in one, each with a tag, paths and schemas of its own."""
    paths: Json = {}
    schemas: Json = {}
    webhooks: Json = {}
    for name, pair in CASES.items():
        if any(not content.keys() <= TOP for content in pair):
            continue
        own = "".join(word.capitalize() for word in name.split("-"))
        text = json.dumps(pair[side]).replace(COMPONENTS, COMPONENTS + own)
        content: dict[str, Any] = json.loads(text)
        for path, item in content["paths"].items():
            for operation in item.values():
                operation["tags"] = [name]
            paths[f"/{name}{path}"] = item
        schemas |= {own + key: value for key, value in content["components"]["schemas"].items()}
        webhooks |= {name + key: value for key, value in content.get("webhooks", {}).items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": str(side)},
        "paths": paths,
        "components": {"schemas": schemas},
        "webhooks": webhooks,
    }


@pytest.mark.parametrize("before", [0, 1])
def test_mypy_agrees(before: int, mypy_cache: Path, tmp_path: Path) -> None:
    names = ("old.json", "new.json")
    for name, side in zip(names, (before, 1 - before), strict=True):
        (tmp_path / name).write_text(json.dumps(merged(side)))
    judgement = judge(tmp_path / names[0], tmp_path / names[1], tmp_path, mypy_cache)
    assert len(judgement.visible) > 20
    assert judgement.unexplained == []
    assert judgement.unconfirmed == []
    assert [one for one in judgement.lost if not any(name in one for name in RENAMED)] == []
