"""What is raised where the server answers without success."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

import blink
import tracecat
from blink import models
from tracecat.models import HTTPValidationError, ValidationError, WorkflowExecutionCreate

from .driver import Server
from .servers.blink import KEY, WORKSPACE, Blink
from .servers.tracecat import KEY as TRACECAT_KEY
from .servers.tracecat import WORKSPACE as TRACECAT_WORKSPACE
from .servers.tracecat import Tracecat
from .servers.wire import Answer

WS = UUID(TRACECAT_WORKSPACE)
ELSEWHERE = UUID(int=7)
ID = quote("wf_1a2B/exec_1", safe="")


class TestBlink:
    @pytest.mark.parametrize(
        ("call", "status", "kind", "message"),
        [
            (lambda c: c.executions.get("ws", "e-9"), 404, "NotFoundError", "execution not found"),
            (lambda c: c.workflows.execute("ws", "w"), 404, "NotFoundError", "workflow not found"),
            (lambda c: c.executions.list("other"), 403, "ForbiddenError", "no role in the"),
            (
                lambda c: c.executions.list("ws", q=models.RqlQuery(filter={"a": {"$no": 1}})),
                400,
                "BadRequestError",
                "q is not an RQL object",
            ),
        ],
    )
    def test_errors_are_typed(
        self,
        call: Callable[[blink.Client], object],
        status: int,
        kind: str,
        message: str,
        blink_client: blink.Client,
        blink_server: Server[Blink],
    ) -> None:
        blink_server.world.started("other", {})
        with pytest.raises(blink.StatusError, match=message) as caught:
            call(blink_client)
        error = caught.value
        assert type(error) is getattr(blink, kind)
        assert error.status == status and error.request_id == f"req-{status}"
        assert type(error.error) is models.ErrorWrapper
        assert error.error.message is not None and error.error.message.startswith(message)
        assert error.error.status == status and error.error.data is None
        assert error.headers["X-Request-Id"] == f"req-{status}"
        assert error.content.startswith(b'{"message":"')
        assert error.request is not None and error.request.path.startswith("/workspace/{ws_id}/")
        assert len(blink_server.seen) == 1

    def test_the_message_says_it_all(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        with pytest.raises(blink.NotFoundError) as caught:
            blink_client.executions.get(WORKSPACE, "e/9")
        # The server of these tests matches decoded paths: its own words come from the router.
        assert str(caught.value) == "GET /workspace/ws/executions/e%2F9 returned 404 Not Found"
        with pytest.raises(blink.NotFoundError) as caught:
            blink_client.executions.get(WORKSPACE, "e-9")
        assert str(caught.value) == (
            "GET /workspace/ws/executions/e-9 returned 404 Not Found (request req-404): execution not found"
        )

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (400, "BadRequestError"),
            (401, "UnauthorizedError"),
            (402, "StatusError"),
            (403, "ForbiddenError"),
            (404, "NotFoundError"),
            (405, "StatusError"),
            (409, "ConflictError"),
            (418, "StatusError"),
            (422, "UnprocessableError"),
            (429, "RateLimitError"),
            (500, "ServerError"),
            (501, "ServerError"),
            (503, "ServerError"),
            (599, "ServerError"),
            (304, "StatusError"),
        ],
    )
    def test_the_class_goes_by_the_status(
        self, status: int, kind: str, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        body = {} if status == 304 else {"message": "no", "new": [1], "user_error": {"title": 1}}
        blink_server.wire.plan.append(Answer(status, body or b""))
        with pytest.raises(blink.StatusError, match=f"returned {status}") as caught:
            open_blink(max_retries=0).executions.list(WORKSPACE)
        assert type(caught.value) is getattr(blink, kind)
        error = caught.value.error
        assert (error.model_dump(exclude_unset=True) if error else {}) == body

    @pytest.mark.parametrize(
        ("body", "message", "error"),
        [
            (b"", "500 Internal Server Error$", None),
            (b"upstream\r\n  is  \x1b[31mdown", "Error: upstream is \\[31mdown$", None),
            (b"<html>\n<title>502</title>", "Error: <html> <title>502</title>$", None),
            (b'{"message": "cut', 'Error: {"message": "cut$', None),
            (b'"only text"', "Error: only text$", None),
            (b"[]", "500 Internal Server Error$", None),
            (b"null", "500 Internal Server Error$", None),
        ],
    )
    def test_a_body_that_is_not_an_error_object(
        self, body: bytes, message: str, error: Any, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        """Where nothing of the document's model fits, `error` is None; the message has the detail."""
        kind = {"content-type": "application/json" if body[:1] in b'{["n' else "text/html"}
        blink_server.wire.plan.append(Answer(500, body, kind))
        with pytest.raises(blink.ServerError, match=message) as caught:
            open_blink().executions.list(WORKSPACE)
        assert caught.value.error == error and type(caught.value.error) is type(error)
        assert caught.value.content == body

    def test_an_error_object_that_fits_in_part(
        self, open_blink: Any, blink_server: Server[Blink]
    ) -> None:
        """As in other responses, a field of another type is its JSON data."""
        body: Any = {"status": "not a number", "message": "odd"}
        blink_server.wire.plan.append(Answer(500, body))
        with pytest.raises(blink.ServerError, match=r"Error: odd$") as caught:
            open_blink(max_retries=0).executions.list(WORKSPACE)
        error: Any = caught.value.error
        assert isinstance(error, blink.models.ErrorWrapper)
        assert (error.message, error.status) == ("odd", "not a number")
        blink_server.wire.plan.append(Answer(500, body))
        with pytest.raises(blink.ServerError, match=r"Error: odd$") as caught:
            open_blink(max_retries=0, validation="strict").executions.list(WORKSPACE)
        assert caught.value.error is None

    def test_they_pickle(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        with pytest.raises(blink.NotFoundError) as caught:
            blink_client.executions.get(WORKSPACE, "e-9")
        error = pickle.loads(pickle.dumps(caught.value))
        assert type(error) is blink.NotFoundError and str(error) == str(caught.value)
        assert error.error == caught.value.error and error.request == caught.value.request
        assert (error.status, error.request_id) == (404, "req-404")


class TestTracecat:
    def test_findings_are_typed(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        with pytest.raises(tracecat.UnprocessableError) as caught:
            tracecat_client.workflow_executions.search(
                WS,
                limit=0,
                status=["ASLEEP"],  # type: ignore[list-item]
            )
        error = caught.value.error
        assert type(error) is HTTPValidationError and error.detail is not None
        assert [type(finding) for finding in error.detail] == [ValidationError] * 2
        assert [finding.loc for finding in error.detail] == [
            ["query", "limit"],
            ["query", "status", 0],
        ]
        assert error.detail[0].msg == "Input should be from 1 to 1000"
        assert error.detail[0].model_extra == {"input": None}
        assert "query.limit: Input should be from 1 to 1000" in str(caught.value)
        assert "query.status.0: Input should be one of" in str(caught.value)

    @pytest.mark.parametrize(
        ("call", "kind", "message"),
        [
            (lambda c: c.get(WS, ID), "NotFoundError", "Execution wf_1a2B%2Fexec_1 not found"),
            (lambda c: c.get(WS, "a/b"), "NotFoundError", "Not Found"),
            (lambda c: c.list(ELSEWHERE), "ForbiddenError", "not a member of the workspace"),
            (
                lambda c: c.create(WS, WorkflowExecutionCreate(workflow_id="wf_crash")),
                "ServerError",
                "An unexpected error occurred",
            ),
            (
                lambda c: c.search(WS, cursor="WyJhPTEiLCAwXQ=="),
                "BadRequestError",
                "the cursor has other filters",
            ),
        ],
    )
    def test_undocumented_errors_raise_with_their_message(
        self,
        call: Callable[[Any], object],
        kind: str,
        message: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        with pytest.raises(
            tracecat.StatusError, match=rf" {message}( \(request req-404\))?$"
        ) as caught:
            call(tracecat_client.workflow_executions)
        assert type(caught.value) is getattr(tracecat, kind)
        assert caught.value.content == caught.value.content.strip() != b""
        assert len(tracecat_server.seen) == 1

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            ({"detail": "not today"}, "not today"),
            ({"detail": {"code": "x", "message": "not today"}}, "not today"),
            ({"detail": [{"loc": ["body", 0], "msg": "no", "type": "t"}]}, "body.0: no"),
            ({"detail": ["no", "nor"]}, "no; nor"),
            ({"message": "not today"}, "not today"),
            ({"error": {"code": "x", "message": "not today"}}, "not today"),
            ({"error": "not today"}, "not today"),
        ],
    )
    def test_every_shape_of_an_error(
        self,
        body: dict[str, Any],
        message: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        for status in (400, 401, 409, 422, 500):
            tracecat_server.wire.plan.append(Answer(status, body))
            with pytest.raises(
                tracecat.StatusError, match=rf"returned {status} [\w ]+: {message}$"
            ) as caught:
                tracecat_client.workflow_executions.list(WS)
            error = caught.value.error
            if isinstance(error, HTTPValidationError):
                error = error.model_dump(exclude_unset=True)
            assert error == body

    def test_a_naive_time_is_refused_before_the_request(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        with pytest.raises(ValueError, match="close_time_to: a datetime without a time zone"):
            tracecat_client.workflow_executions.search(WS, close_time_to=datetime(2025, 4, 1))
        assert tracecat_server.seen == []


def test_one_except_catches_all_of_one_client_only(
    blink_client: blink.Client, tracecat_client: tracecat.Client
) -> None:
    with pytest.raises(blink.ApiError):
        blink_client.executions.get(WORKSPACE, "e-9")
    with pytest.raises(tracecat.ApiError) as caught:
        tracecat_client.workflow_executions.get(WS, ID)
    assert not isinstance(caught.value, blink.ApiError)


def test_what_echoes_a_key_does_not_show_it(
    blink_client: blink.Client,
    blink_server: Server[Blink],
    tracecat_client: tracecat.Client,
    tracecat_server: Server[Tracecat],
) -> None:
    calls: list[tuple[Any, Any, str, Callable[[], object]]] = [
        (blink_client, blink_server, KEY, lambda: blink_client.executions.list(WORKSPACE)),
        (
            tracecat_client,
            tracecat_server,
            TRACECAT_KEY,
            lambda: tracecat_client.workflow_executions.list(WS),
        ),
    ]
    for client, server, key, call in calls:
        server.wire.plan.append(Answer(401, {"message": f"bad key {key}"}, {"X-Request-Id": key}))
        with pytest.raises((blink.UnauthorizedError, tracecat.UnauthorizedError)) as caught:
            call()
        error: Any = caught.value
        assert "bad key ***" in str(error)
        for shown in (str(error), repr(error), repr(error.request), repr(client)):
            assert key not in shown
