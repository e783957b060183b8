"""A package works wherever it lies, twice in one process, and between processes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .interpreter import ROOT, Package, run

HELPERS = '''
import asyncio, json, pickle, sys
import httpx2

EXECUTION = {"id": "e1", "state": "running", "new_field": [1], "step_results": {"a": 1}}

def answer(request):
    if request.url.path.endswith("/executions"):
        return httpx2.Response(404, json={"message": "no such workspace", "status": 404, "new": 1})
    return httpx2.Response(200, json=EXECUTION, headers={"X-Key": request.headers["BLINK-API-KEY"]})

def exercised(blink):
    """What some calls of both clients come to."""
    transport = httpx2.MockTransport(answer)
    with blink.Client(api_key="k", transport=transport) as client:
        raw = client.executions.get.raw("ws", "e/1", with_apply_view=True)
        try:
            client.executions.list("ws")
        except blink.NotFoundError as error:
            caught = error
    async def asynchronous():
        async with blink.AsyncClient(api_key="k", transport=transport) as client:
            return await client.executions.get("ws", "e1")
    assert asyncio.run(asynchronous()) == raw.value
    assert type(caught.error) is blink.models.ErrorWrapper and caught.error.new == 1
    assert type(raw.value) is blink.models.PlaybookExecutionWithSubflowNames
    return raw, caught
'''


@pytest.fixture
def vendored(tmp_path: Path) -> Path:
    """Two copies of a package within other packages, one of them without an `__init__.py`."""
    for place in ("app/_vendor", "other"):
        target = tmp_path / place / "blink"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "generated/blink", target, ignore=ignored)
    (tmp_path / "app/__init__.py").touch()
    (tmp_path / "app/_vendor/__init__.py").touch()
    (tmp_path / "helpers.py").write_text(HELPERS)
    return tmp_path


def test_below_another_package(vendored: Path) -> None:
    code = """
        import json, sys
        import app._vendor.blink
        assert not {"pydantic", "httpx2"} & set(sys.modules)
        from helpers import exercised
        raw, caught = exercised(app._vendor.blink)
        names = sorted(name for name in sys.modules if name.startswith("blink"))
        print(json.dumps([names, type(raw.value).__module__, raw.status, raw.headers["X-Key"],
                          raw.value.new_field, type(caught).__module__, str(caught)]))
    """
    names, module, status, key, extra, error, text = run(code, vendored)
    assert names == [], "it imports itself by a name that is not its own"
    assert module == "app._vendor.blink.models.playbook_execution_with_subflow_names"
    assert (status, key, extra) == (200, "k", [1])
    assert error == "app._vendor.blink.errors"
    assert "no such workspace" in text


def test_twice_side_by_side(vendored: Path) -> None:
    code = """
        import json
        import app._vendor.blink as one, other.blink as two
        from helpers import exercised
        (first, missed), (second, missing) = exercised(one), exercised(two)
        assert first.value.model_dump() == second.value.model_dump()
        assert type(first.value) is not type(second.value)
        assert not isinstance(missed, two.ApiError) and not isinstance(missing, one.ApiError)
        assert one.models.ErrorWrapper is not two.models.ErrorWrapper
        print(json.dumps([type(first.value).__module__, type(second.value).__module__]))
    """
    one, two = run(code, vendored)
    assert (one.partition(".")[0], two.partition(".")[0]) == ("app", "other")


@pytest.mark.parametrize("place", ["app._vendor.blink", "other.blink"])
@pytest.mark.parametrize("protocol", [2, 5])
def test_models_and_errors_between_processes(vendored: Path, place: str, protocol: int) -> None:
    code = f"""
        import pickle
        from pathlib import Path
        import {place} as blink
        from helpers import exercised
        from {place}.api import executions
        raw, caught = exercised(blink)
        request = executions.list_("ws", q=blink.models.RqlQuery(limit=3))
        values = [raw.value, caught, blink.DecodeError("d", status=200, headers={{}}, content=b"x"),
                  blink.TransportError("t", request=request), request]
        Path("values.pickle").write_bytes(pickle.dumps(values, {protocol}))
    """
    run(code, vendored)
    code = """
        import json, pickle, sys
        from pathlib import Path
        value, status, decode, transport, request = pickle.loads(Path("values.pickle").read_bytes())
        assert not [name for name in sys.modules if name.startswith("blink")]
        print(json.dumps([
            value.model_dump(mode="json", exclude_unset=True), type(value).__module__,
            [type(status).__name__, str(status), status.status, status.error.message, status.error.new],
            [type(decode).__name__, decode.content.decode()],
            [type(transport).__name__, transport.request == request, transport.request.url],
            request.query_string,
        ]))
    """
    value, module, status, decode, transport, query = run(code, vendored)
    assert value == {
        "id": "e1",
        "state": "running",
        "step_results": {"a": 1},
        "new_field": [1],
    }
    assert module == f"{place}.models.playbook_execution_with_subflow_names"
    assert status[0] == "NotFoundError" and "no such workspace" in status[1]
    assert status[2:] == [404, "no such workspace", 1]
    assert decode == ["DecodeError", "x"]
    assert transport == ["TransportError", True, "/workspace/ws/executions"]
    assert query == "q=%7B%22limit%22%3A3%7D"


def test_enumerations_and_unions_between_processes(tmp_path: Path) -> None:
    """Members that this client does not know, and variants, keep what they are."""
    tracecat = Package(ROOT / "generated", "tracecat")
    file = tmp_path / "values.pickle"
    tracecat.run(f"""
        import pickle
        from pathlib import Path
        from pydantic import TypeAdapter
        from PACKAGE import models
        statement = models.ActionStatement(
            ref="r", action="a", interaction={{"type": "vote", "votes": 3}}
        )
        known = models.ActionStatement(ref="r", action="a", interaction={{"type": "approval"}})
        kinds = [models.WorkflowExecutionStatus(name) for name in ("RUNNING", "PAUSED")]
        levels = [models.AccessLevel(number) for number in (0, 7)]
        Path({str(file)!r}).write_bytes(pickle.dumps([statement, known, kinds, levels]))
    """)
    output = tracecat.run(f"""
        import json, pickle
        from pathlib import Path
        statement, known, kinds, levels = pickle.loads(Path({str(file)!r}).read_bytes())
        from PACKAGE import models
        assert kinds[0] is models.WorkflowExecutionStatus.RUNNING
        print(json.dumps([
            type(statement.interaction).__name__, statement.interaction.votes,
            type(known.interaction).__name__, [repr(kind) for kind in kinds + levels],
            [kind == text for kind, text in zip(kinds + levels, ["RUNNING", "PAUSED", 0, 7])],
        ]))
    """)
    assert output[:3] == ["UnknownVariant", 3, "ApprovalInteraction"]
    assert output[3][:2] == [
        "<WorkflowExecutionStatus.RUNNING: 'RUNNING'>",
        "<WorkflowExecutionStatus.PAUSED: 'PAUSED'>",
    ]
    assert output[4] == [True] * 4
