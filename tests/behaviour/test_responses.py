"""What answers are decoded to, where servers go beyond their document or break it."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest

import blink
import tracecat
from tracecat import models

from .driver import Server
from .servers.blink import WORKFLOW as PLAYBOOK
from .servers.blink import WORKSPACE as BLINK_WORKSPACE
from .servers.blink import Blink
from .servers.histories import ACTION_INPUTS, event
from .servers.tracecat import WORKFLOW, WORKSPACE, Tracecat
from .servers.wire import Answer

WS = UUID(WORKSPACE)
ID = f"{WORKFLOW}/exec_1"
QUOTED = quote(ID, safe="")


def again(model: Any) -> Any:
    """What was set, as it would travel."""
    return model.model_dump(mode="json", exclude_unset=True)


class TestBlink:
    def test_an_execution_comes_through_whole(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        sent = copy.deepcopy(blink_server.world.started(PLAYBOOK, {"event": {"n": [None, 1.5]}}))
        execution = blink_client.executions.get(BLINK_WORKSPACE, "e-1")
        assert again(execution) == sent and len(sent) == 51
        assert execution.model_extra == {"new_property": sent["new_property"]}
        assert execution.state == "ENGINE_STATE_17"
        assert execution.created_at is None and "created_at" in execution.model_fields_set
        assert pickle.loads(pickle.dumps(execution)) == execution == copy.deepcopy(execution)

    def test_a_page_comes_through_whole(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.world.started(PLAYBOOK, {})
        response = blink_client.executions.list.raw(BLINK_WORKSPACE)
        assert again(response.value) == again(
            type(response.value).model_validate_json(response.content)
        )
        assert response.value.model_extra == {"took_ms": 3}
        (first,) = response.value.results or []
        assert len(again(first)) == 41 and "new_property" in (first.model_extra or {})

    @pytest.mark.parametrize("body", [{}, {"results": None}, {"results": [], "total": None}])
    def test_pages_may_be_next_to_nothing(
        self, body: Any, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.wire.plan.append(Answer(body=body))
        assert again(blink_client.executions.list(BLINK_WORKSPACE)) == body


class TestTracecat:
    def test_a_history_comes_through_whole(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        sent = copy.deepcopy(tracecat_server.world.started())
        for name in ("execution_type", "trigger_type", "workflow_id", "workflow_title"):
            del sent[name]
        execution = tracecat_client.workflow_executions.get(WS, QUOTED)
        assert again(execution) == sent
        assert execution.model_extra == {"new_property": {"since": "yesterday"}}
        assert pickle.loads(pickle.dumps(execution)) == execution

    def test_each_call_is_what_it_was_called_with(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.world.started()
        execution = tracecat_client.workflow_executions.get(WS, QUOTED)
        inputs = [e.event_group.action_input for e in execution.events if e.event_group]
        assert [type(value).__name__ for value in inputs] == list(ACTION_INPUTS)
        run, dsl, definition, result, interaction, unknown = inputs
        assert isinstance(run, models.RunActionInput)
        assert isinstance(run.task.interaction, models.ApprovalInteraction)
        assert run.task.interaction.required_approvers == 2
        assert run.run_context.wf_run_id == UUID("6a3f6a3f-0000-4000-8000-000000000001")
        assert isinstance(dsl, models.DSLRunArgs) and dsl.timeout == timedelta(minutes=5)
        assert dsl.role.access_level is models.AccessLevel(999)
        assert isinstance(definition, models.GetWorkflowDefinitionActivityInputs)
        assert definition.version == 3
        assert isinstance(result, models.InteractionResult) and result.detail == {"by": "ada"}
        assert isinstance(interaction, models.InteractionInput)
        assert again(unknown) == ACTION_INPUTS["UnknownVariant"]

    def test_unknown_values_of_enumerations_are_kept(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        role = {"type": "robot", "service_id": "tracecat-agent", "access_level": 500}
        tracecat_server.world.started(
            status="PAUSED",
            events=[event(1, "WORKFLOW_EXECUTION_PAUSED", role=role)],
            interaction_states={"i": {"type": "quiz", "action_ref": "a", "status": "asked"}},
            trigger_type="case",
            execution_type="rehearsal",
        )
        response = tracecat_client.workflow_executions.get.raw(WS, QUOTED)
        execution = response.value
        assert execution.status == "PAUSED" and str(execution.status) == "PAUSED"
        assert isinstance(execution.status, models.WorkflowExecutionStatus)
        (paused,) = execution.events
        assert paused.event_type == "WORKFLOW_EXECUTION_PAUSED"
        assert paused.role is not None and again(paused.role) == role
        assert paused.role.access_level == 500
        assert isinstance(paused.role.access_level, models.AccessLevel)
        assert again(execution) == again(
            models.WorkflowExecutionRead.model_validate(again(execution))
        )
        assert again(execution)["status"] == "PAUSED"
        (listed,) = tracecat_client.workflow_executions.list(WS)
        assert (listed.trigger_type, listed.execution_type) == ("case", "rehearsal")
        with pytest.raises(tracecat.UnprocessableError, match="Input should be one of"):
            tracecat_client.workflow_executions.search(WS, status=[execution.status])
        assert tracecat_server.last.query == "status=PAUSED"

    @pytest.mark.parametrize(
        ("interaction", "kind"),
        [
            ({"type": "approval"}, "ApprovalInteraction"),
            ({"type": "response", "timeout": None}, "ResponseInteraction"),
            ({"type": "quiz", "questions": [1]}, "UnknownVariant"),
            ({"questions": [1]}, "UnknownVariant"),
        ],
    )
    def test_variants_by_their_tag(
        self,
        interaction: dict[str, Any],
        kind: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        call = copy.deepcopy(ACTION_INPUTS["RunActionInput"])
        call["task"]["interaction"] = interaction
        events = [event(1, "ACTIVITY_TASK_SCHEDULED", call)]
        tracecat_server.world.started(events=events)
        execution = tracecat_client.workflow_executions.get(WS, QUOTED)
        group = execution.events[0].event_group
        assert group is not None and isinstance(group.action_input, models.RunActionInput)
        assert type(group.action_input.task.interaction).__name__ == kind
        assert again(group.action_input.task.interaction) == interaction

    def test_optional_fields_may_be_null_or_absent(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        execution = tracecat_server.world.started(interaction_states=None)
        del execution["close_time"], execution["execution_time"]
        response = tracecat_client.workflow_executions.get(WS, QUOTED)
        assert response.interaction_states is None and response.close_time is None
        assert "interaction_states" in response.model_fields_set
        assert "close_time" not in response.model_fields_set

    @pytest.mark.parametrize(
        ("broken", "message"),
        [
            ({"events": None}, "events: Input should be a valid (array|list)"),
            ({"history_length": "many"}, "history_length: Input should be a valid integer"),
            ({"start_time": "soon", "task_queue": None}, "start_time: .*, and 1 more"),
        ],
    )
    def test_decode_errors_omit_the_values(
        self,
        broken: dict[str, Any],
        message: str,
        tracecat_client: tracecat.Client,
        tracecat_server: Server[Tracecat],
    ) -> None:
        tracecat_server.world.started(run_id="private", **broken)
        strict = tracecat_client.with_options(validation="strict")
        response = strict.workflow_executions.get.raw(WS, QUOTED)
        assert response.status == 200 and b"private" in response.content
        with pytest.raises(tracecat.DecodeError, match=message) as caught:
            _ = response.value
        error = caught.value
        assert error.status == 200 and error.content == response.content
        assert error.request == response.request and error.__cause__ is not None
        assert "private" not in str(error) and "many" not in str(error)
        with pytest.raises(tracecat.DecodeError):
            strict.workflow_executions.get(WS, QUOTED)


class TestBodies:
    """What else arrives with a 200."""

    @pytest.mark.parametrize(
        ("body", "media_type", "value"),
        [
            (b"", "application/json", None),
            (b"<html>Sign in</html>", "text/html", "<html>Sign in</html>"),
            (b'{"id": "e-1"', "application/json", '{"id": "e-1"'),
            (b"\xff\xfe{", "application/json", b"\xff\xfe{"),
            (b"[]", "application/json", []),
            (b"null", "application/json", None),
        ],
    )
    def test_no_execution(
        self,
        body: bytes,
        media_type: str,
        value: Any,
        blink_client: blink.Client,
        blink_server: Server[Blink],
    ) -> None:
        response = Answer(200, body, {"content-type": media_type})
        blink_server.wire.plan += [response, response]
        assert blink_client.executions.get(BLINK_WORKSPACE, "e-1") == value
        strict = blink_client.with_options(validation="strict")
        with pytest.raises(
            blink.DecodeError, match="GET /workspace/ws/executions/e-1 returned 200"
        ):
            strict.executions.get(BLINK_WORKSPACE, "e-1")

    @pytest.mark.parametrize(
        ("body", "headers"),
        [
            (b'{"name": "\xc3\xa9"}', {"content-type": "application/json"}),
            (b'{"name": "\xc3\xa9"}', {"content-type": "application/json; charset=utf-8"}),
            (b'{"name": "\xc3\xa9"}', {"content-type": "text/plain"}),
            (b'{"name": "\xc3\xa9"}', {"content-type": "application/vnd.blink+json"}),
            (b'{"name": "\xc3\xa9"}', {}),
            (b'\xef\xbb\xbf{"name": "\\u00e9"}', {"content-type": "application/json"}),
            (b'{"name": "\xe9"}', {"content-type": "application/json; charset=iso-8859-1"}),
            (b' \r\n{"name": "\\u00e9", "name": "\\u00e9"}\n', {}),
        ],
    )
    def test_an_execution(
        self,
        body: bytes,
        headers: dict[str, str],
        blink_client: blink.Client,
        blink_server: Server[Blink],
    ) -> None:
        blink_server.wire.plan.append(Answer(200, body, headers))
        assert blink_client.executions.get(BLINK_WORKSPACE, "e-1").name == "é"

    @pytest.mark.parametrize("status", [200, 500])
    @pytest.mark.parametrize("body", [b"[" * 100_000, b'{"event":' * 50_000], ids=["list", "map"])
    def test_depth_is_bounded(
        self, status: int, body: bytes, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        blink_server.wire.plan.append(Answer(status, body, {"content-type": "application/json"}))
        strict = blink_client.with_options(validation="strict")
        with pytest.raises((blink.DecodeError, blink.ServerError)) as caught:
            strict.executions.get(BLINK_WORKSPACE, "e-1")
        assert len(str(caught.value)) < 1000

    def test_what_is_too_deep_is_text(
        self, blink_client: blink.Client, blink_server: Server[Blink]
    ) -> None:
        body = b"[" * 100_000
        blink_server.wire.plan.append(Answer(200, body, {"content-type": "application/json"}))
        value: object = blink_client.executions.get(BLINK_WORKSPACE, "e-1")
        assert value == body.decode()

    def test_compressed(self, blink_client: blink.Client, blink_server: Server[Blink]) -> None:
        import gzip

        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        blink_server.wire.plan.append(Answer(200, gzip.compress(b'{"id": "e-1"}'), headers))
        assert blink_client.executions.get(BLINK_WORKSPACE, "e-1").id == "e-1"
        assert "gzip" in blink_server.last.headers["accept-encoding"]

    def test_a_status_that_is_not_documented_but_good(
        self, tracecat_client: tracecat.Client, tracecat_server: Server[Tracecat]
    ) -> None:
        tracecat_server.wire.plan.append(Answer(202, b"accepted", {"content-type": "text/plain"}))
        response = tracecat_client.workflow_executions.cancel.raw(WS, QUOTED)
        value: object = response.value
        assert (response.status, response.content, value) == (202, b"accepted", "accepted")
