"""The same requests come of a body that is passed whole and of its fields as arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

LACKING = "the oracles are not installed: pip install -e '.[test]'"
pytest.importorskip("schemathesis", reason=LACKING)
pytest.importorskip("openapi_core", reason=LACKING)

from restamp.ir.operations import FlatBody, Operation  # noqa: E402
from restamp.names.parameters import EXTRA, FIELD  # noqa: E402

from .calling import Caller, Refused, caller  # noqa: E402
from .documents import OTHERS, OWN, Specimen, is_there, specimen  # noqa: E402
from .drawing import Drawn, source  # noqa: E402
from .examining import is_opaque  # noqa: E402
from .wire import of_client  # noqa: E402

OPERATIONS = 24
"""Of a document, at most."""
CASES = 2
"""Of each operation with such a body."""
SEED = 14


@pytest.mark.parametrize("name", [*OWN, *OTHERS])
def test_both_kinds_of_bodies_send_the_same(name: str, tmp_path: Path) -> None:
    if not is_there(name):
        pytest.skip("RESTAMP_CORPUS does not name a folder with this document")
    objects = specimen(name, tmp_path, OPERATIONS)
    flat = specimen(name, tmp_path, OPERATIONS, "arguments")
    drawing = source(flat.tree)
    drawable, differing, compared = drawing.operations(), list[str](), 0
    with caller(objects) as of_objects, caller(flat) as of_arguments:
        for key, operation in flat.operations().items():
            body = operation.body
            if body is None or body.flat is None:
                continue
            offered = [c.media_type for c in body.choices if not is_opaque(c, body.choices)]
            for drawn in drawing.draw(drawable[key], offered, CASES, SEED):
                case = passed(drawn, body.flat)
                if case is None:
                    continue
                for typed in (False, True):
                    compared += 1
                    try:
                        arguments = of_arguments.arguments(operation, case, typed)
                    except Refused:
                        continue
                    both = request(
                        of_objects, objects.operations()[key], whole(flat, operation, arguments)
                    ), request(of_arguments, operation, arguments)
                    if both[0] != both[1]:
                        differing.append(f"{' '.join(key)}: {both}")
    assert differing == []
    assert compared >= 2


def passed(drawn: Drawn, flat: FlatBody) -> Drawn | None:
    """A case as both kinds of bodies can say it: of declared fields, or of others where they are declared."""
    if not drawn.has_body:
        return drawn
    if not isinstance(drawn.body, dict):
        return None
    declared = {field.wire_name for field in flat.fields}
    body: dict[str, Any] = drawn.body
    body = {k: v for k, v in body.items() if k in declared or flat.extra is not None}
    return replace(drawn, body=body)


def whole(flat: Specimen, operation: Operation, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same arguments, with the fields of the body in a dict."""
    names = {
        name: (place, wire_name)
        for (id_, place, wire_name), name in flat.names.parameters.items()
        if id_ == operation.id and place in (FIELD, EXTRA)
    }
    others = {name: value for name, value in arguments.items() if name not in names}
    body: dict[str, Any] = {}
    for name, value in arguments.items():
        place, wire_name = names.get(name, ("", ""))
        if place == FIELD:
            body[wire_name] = value
        elif place == EXTRA:
            body |= value
    assert operation.body is not None and operation.body.flat is not None
    if not body and not operation.body.required:
        return others
    fixed = {f.wire_name: f.fixed for f in operation.body.flat.fields if f.fixed is not None}
    return {**others, "body": {**fixed, **body}}


def request(calling: Caller, operation: Operation, arguments: Mapping[str, Any]) -> object:
    """What a call sends, or why it does not."""
    try:
        wire = of_client(calling.send(operation, arguments, typed=False))
    except Refused as refused:
        return refused.kind
    body = wire.body()
    if isinstance(body, list):
        body = sorted(body, key=repr)
    return wire.method, wire.path, wire.query, wire.media_type, wire.cookies, body
