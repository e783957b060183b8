"""A union that shrinks to one member: the class of that keeps its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

X = {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}}}
Y = {"type": "object", "required": ["y"], "properties": {"y": {"type": "integer"}}}


def document(keyword: str, members: list[Any], place: str) -> str:
    union = {keyword: members}
    schema = {"type": "array", "items": union} if place == "items" else union
    a = {"type": "object", "properties": {"u": schema}}
    content = {"application/json": {"schema": a}}
    operation = {"operationId": "a", "responses": {"200": {"description": "", "content": content}}}
    info = {"title": "R", "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/a": {"get": operation}}})


@pytest.mark.parametrize("place", ["field", "items"])
@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("left", [[X], [Y]], ids=["first", "second"])
def test_the_last_member_keeps_its_name(
    restamp: Callable[..., Any], tmp_path: Path, left: list[Any], keyword: str, place: str
) -> None:
    spec, flags = tmp_path / "a.json", ["--spec", "a.json", "--output", "client", "--quiet"]

    def names(members: list[Any]) -> set[str]:
        spec.write_text(document(keyword, members, place))
        assert restamp(["generate", *flags], tmp_path).status == 0
        known = json.loads((tmp_path / "client/restamp.lock").read_text())["names"]
        return {name for key, name in known.items() if key.partition("/u")[1]}

    both = names([X, Y])
    (remaining,) = names(left)
    assert remaining in both and remaining.endswith("X" if left == [X] else "Y")
    assert names(left) == {remaining}
