"""Every operation can be called in both styles of names, and sends the same request."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import httpx2
import pytest

LACKING = "the oracles are not installed: pip install -e '.[test]'"
pytest.importorskip("schemathesis", reason=LACKING)
pytest.importorskip("openapi_core", reason=LACKING)

from restamp.ir.operations import Operation  # noqa: E402

from .calling import Caller, caller  # noqa: E402
from .documents import OTHERS, OWN, is_there, specimen  # noqa: E402
from .drawing import source  # noqa: E402
from .examining import is_opaque  # noqa: E402
from .wire import of_client  # noqa: E402

OPERATIONS = 12
"""Of a document, at most."""
SEED = 14


@pytest.mark.parametrize("name", [*OWN, *OTHERS, "moby"])
def test_both_styles_send_the_same(name: str, tmp_path: Path) -> None:
    if not is_there(name):
        pytest.skip("RESTAMP_CORPUS does not name a folder with this document")
    resources = specimen(name, tmp_path, OPERATIONS, style="resources")
    operations = specimen(name, tmp_path, OPERATIONS, style="operations")
    drawing = source(resources.tree)
    drawable, sent = drawing.operations(), 0
    with caller(resources) as of_resources, caller(operations) as of_operations:
        others = operations.operations()
        assert len(resources.operations()) == len(others) == len(drawable)
        for key, operation in resources.operations().items():
            choices = () if operation.body is None else operation.body.choices
            offered = [c.media_type for c in choices if not is_opaque(c, choices)]
            for drawn in drawing.draw(drawable[key], offered, 1, SEED):
                arguments = of_resources.arguments(operation, drawn, typed=False)
                request = called(of_resources, operation, arguments)
                assert request == called(of_operations, others[key], arguments), key
                sent += isinstance(request, tuple)
    assert sent > len(drawable) // 2


def called(calling: Caller, operation: Operation, arguments: Mapping[str, Any]) -> object:
    """What the method of the client sends, or why it sends nothing."""
    calling.requests.clear()
    call = attrgetter(calling.specimen.names.call(operation.id))(calling.client)
    try:
        call.raw(**arguments)
    except (ValueError, TypeError) as error:
        assert not calling.requests
        return type(error).__name__
    (request,) = calling.requests
    return normalized(request)


def normalized(request: httpx2.Request) -> object:
    """A request without what is random in it, such as the boundary of multipart bodies."""
    wire = of_client(request)
    body = wire.body()
    body = sorted(body, key=repr) if isinstance(body, list) else body
    return wire.method, wire.path, wire.query, wire.media_type, wire.cookies, body
