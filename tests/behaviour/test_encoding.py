"""What values become on their way to the server, as the server sees it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest

import blink
import tracecat
from blink import models

from .driver import Server
from .servers.blink import WORKSPACE, Blink
from .servers.tracecat import WORKSPACE as TRACECAT_WORKSPACE
from .servers.tracecat import Tracecat
from .servers.wire import Answer

EXECUTIONS = f"/api/v1/workspace/{WORKSPACE}/executions"


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("e-1_~.", "e-1_~."),
        ("wf_X/exec_Y", "wf_X%2Fexec_Y"),
        ("wf_X%2Fexec_Y", "wf_X%252Fexec_Y"),
        ("wf_X%252Fexec_Y", "wf_X%25252Fexec_Y"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        ("../../x", "..%2F..%2Fx"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("/", "%2F"),
        ("a b+c", "a%20b%2Bc"),
        ("?a=b#c", "%3Fa%3Db%23c"),
        ("a;b:c@d,e!$&'()*=", "a%3Bb%3Ac%40d%2Ce%21%24%26%27%28%29%2A%3D"),
        ('{id}[0]\\|^`"<>', "%7Bid%7D%5B0%5D%5C%7C%5E%60%22%3C%3E"),
        ("é€😀", "%C3%A9%E2%82%AC%F0%9F%98%80"),
        ("\t\r\n\x00", "%09%0D%0A%00"),
    ],
)
def test_a_path_value_is_one_segment(
    value: str, segment: str, blink_client: blink.Client, blink_server: Server[Blink]
) -> None:
    for ws_id, id, path in (
        (WORKSPACE, value, f"{EXECUTIONS}/{segment}"),
        (value, "e-1", f"/api/v1/workspace/{segment}/executions/e-1"),
    ):
        blink_server.wire.plan.append(Answer(body={"id": "e-1"}))
        blink_client.executions.get(ws_id, id)
        assert (blink_server.last.path, blink_server.last.query) == (path, "")
    assert unquote(segment) == value


@pytest.mark.parametrize("value", ["", None])
def test_a_path_without_a_value_is_not_called(
    value: Any, blink_client: blink.Client, blink_server: Server[Blink]
) -> None:
    with pytest.raises(ValueError, match="'id' must not be empty"):
        blink_client.executions.get(WORKSPACE, value)
    assert blink_server.seen == []


def test_uuids_go_as_text(
    tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
) -> None:
    workspaces: list[Any] = [UUID(TRACECAT_WORKSPACE), TRACECAT_WORKSPACE]
    for workspace in workspaces:
        tracecat_client.workflow_executions.list(workspace)
        assert f"/workspaces/{TRACECAT_WORKSPACE}/" in tracecat_server.last.path


class TestBodies:
    @pytest.mark.parametrize(
        "value",
        [
            {"text": 'é € 😀 \u2028 \x00 " \\'},
            {"big": 2**63, "small": 1e-300, "no": False, "none": None, "list": [[], {}, ""]},
            {"": {"": ""}, "a.b": 1, "self": 2, "model_config": 3, "input_values": 4},
        ],
    )
    def test_free_objects_are_sent_unchanged(
        self, value: dict[str, Any], blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.wire.plan.append(Answer(body={"execution_id": "e-1"}))
        body = models.ExecutePlaybookBody(input_values=value)
        blink_client.workflows.execute(WORKSPACE, "w", body)
        assert blink_server.last.json == {"input_values": value}
        assert int(blink_server.last.headers["content-length"]) == len(blink_server.last.body)

    def test_a_large_one(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        blink_server.wire.plan.append(Answer(body={"execution_id": "e-1"}))
        value = {str(number): "é" * 1000 for number in range(1000)}
        body = models.ExecutePlaybookBody(input_values=value)
        blink_client.workflows.execute(WORKSPACE, "w", body)
        assert blink_server.last.json == {"input_values": value}


class TestHeaders:
    def test_those_of_the_client_go_with_every_request(
        self, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        blink_server.world.started("w", {})
        client = open_blink(headers={"X-Trace": "a, b", "User-Agent": "mine/1", "X-Empty": ""})
        client.executions.get(WORKSPACE, "e-1")
        client.executions.list(WORKSPACE)
        for seen in blink_server.seen:
            assert seen.headers["x-trace"] == "a, b" and seen.headers["x-empty"] == ""
            assert seen.headers.getlist("user-agent") == ["mine/1"]

    def test_those_of_a_call_are_added(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.world.started("w", {})
        once = blink_client.with_options(
            extra_headers={"x-b": "2", "ACCEPT": "application/json;v=2"},
            extra_query={"debug": True},
        )
        once.executions.get(WORKSPACE, "e-1", with_apply_view=True)
        blink_client.executions.get(WORKSPACE, "e-1")
        first, second = blink_server.seen
        assert first.headers.getlist("accept") == ["application/json;v=2"]
        assert first.headers["x-b"] == "2" and first.query == "withApplyView=true&debug=true"
        assert "x-b" not in second.headers and second.query == ""

    @pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\x00b"])
    def test_none_breaks_out(
        self, value: str, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        with pytest.raises(ValueError, match="control characters"):
            open_blink(headers={"X-Trace": value}).executions.list(WORKSPACE)
        assert blink_server.seen == []


def test_raw(blink_client: blink.Client, blink_server: Server[Blink]) -> None:
    body = {"id": "e-1", "name": None}
    blink_server.wire.plan.append(Answer(200, body, {"X-Rate-Limit": "9", "ETag": '"x"'}))
    response = blink_client.executions.get.raw(WORKSPACE, "e-1", with_apply_view=True)
    assert response.status == 200 and response.content == b'{"id": "e-1", "name": null}'
    assert response.headers["x-rate-limit"] == response.headers["X-RATE-LIMIT"] == "9"
    assert (
        response.value is response.value and response.value.model_dump(exclude_unset=True) == body
    )
    assert response.request == blink_client.executions.get.request(
        WORKSPACE, "e-1", with_apply_view=True
    )
    assert repr(response) == "<Response 200 to GET /workspace/ws/executions/e-1>"


def test_a_request_is_made_now_and_sent_later(
    blink_client: blink.Client, blink_server: Server[Blink]
) -> None:
    from blink.api.executions import get

    request = get(WORKSPACE, "e/1")
    assert (request.method, request.url) == ("GET", "/workspace/ws/executions/e%2F1")
    assert blink_server.seen == []
    for _ in range(2):
        blink_server.wire.plan.append(Answer(body={"id": "e/1"}))
        assert blink_client.send(request).id == "e/1"
    blink_server.wire.plan.append(Answer(body={"id": "e/1"}))
    assert blink_client.send_raw(request).value.id == "e/1"
    assert {seen.path for seen in blink_server.seen} == {f"{EXECUTIONS}/e%2F1"}
