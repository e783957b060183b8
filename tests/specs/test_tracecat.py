"""specs/tracecat.yaml and its overlay say what is known about the API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from .conftest import Spec

LEGACY = "/workflow-executions/{execution_id}"
ALL = "/workspaces/{workspace_id}/workflow-executions"
SEARCH = f"{ALL}/search"
GET = f"{ALL}/{{execution_id}}"
STATUSES = [
    "RUNNING",
    "COMPLETED",
    "FAILED",
    "CANCELED",
    "TERMINATED",
    "CONTINUED_AS_NEW",
    "TIMED_OUT",
]
EXECUTION = {
    "id": "wf_1a2B/exec_3c4D",
    "run_id": "6a3f",
    "start_time": "2025-04-01T12:00:00Z",
    "execution_time": None,
    "status": "RUNNING",
    "workflow_type": "DSLWorkflow",
    "task_queue": "tracecat-task-queue",
    "history_length": 3,
    "parent_wf_exec_id": "wf-0123456789abcdef0123456789abcdef/exec_9",
}


def operations(tree: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation
        for path, item in tree["paths"].items()
        for method, operation in item.items()
    }


def valid(tree: dict[str, Any], name: str, value: object) -> bool:
    schema = {"$ref": f"#/components/schemas/{name}", "components": tree["components"]}
    return bool(Draft202012Validator(schema).is_valid(value))


def test_there_is_the_old_operation_and_seven_present_ones(tracecat: Spec) -> None:
    assert tracecat.tree["openapi"] == "3.1.0"
    assert tracecat.tree["servers"] == [{"url": "/api"}]
    success = {
        (method, path.removeprefix(ALL)): min(operation["responses"])
        for (method, path), operation in operations(tracecat.tree).items()
    }
    assert success == {
        ("get", LEGACY): "200",
        ("get", ""): "200",
        ("post", ""): "200",
        ("get", "/search"): "200",
        ("get", "/{execution_id}"): "200",
        ("get", "/{execution_id}/compact"): "200",
        ("post", "/{execution_id}/cancel"): "204",
        ("post", "/{execution_id}/terminate"): "204",
    }
    for operation in operations(tracecat.tree).values():
        assert operation["operationId"].startswith("workflow-executions-")
        assert operation["tags"] == ["workflow-executions"]
        assert list(operation["responses"])[1:] == ["422"]


def test_a_cookie_or_a_header_then_and_bearer_now(tracecat: Spec) -> None:
    for (_, path), operation in operations(tracecat.tree).items():
        if path == LEGACY:
            assert operation["security"] == [{"APIKeyCookie": []}, {"APIKeyHeader": []}]
        else:
            assert operation["security"] == [{"HTTPBearer": []}]


def test_there_are_42_schemas(tracecat: Spec) -> None:
    assert len(tracecat.tree["components"]["schemas"]) == 42


@pytest.mark.parametrize("read", ["Read", "ReadCompact", "ReadMinimal"])
def test_the_status_is_written_out_until_the_overlay_makes_it_one(
    tracecat: Spec, read: str
) -> None:
    name = f"WorkflowExecution{read}"
    before = tracecat.tree["components"]["schemas"][name]
    after = tracecat.overlaid["components"]["schemas"][name]
    assert before["properties"]["status"]["enum"] == STATUSES
    assert after["properties"]["status"] == {"$ref": "#/components/schemas/WorkflowExecutionStatus"}
    assert set(after["properties"]) == set(before["properties"])
    assert after["required"] == before["required"]
    one = tracecat.overlaid["components"]["schemas"]["WorkflowExecutionStatus"]
    assert one["enum"] == STATUSES


def test_the_unions(tracecat: Spec) -> None:
    schemas = tracecat.tree["components"]["schemas"]
    inputs = schemas["EventGroup"]["properties"]["action_input"]["anyOf"]
    assert [member["$ref"].rpartition("/")[2] for member in inputs] == [
        "RunActionInput",
        "DSLRunArgs",
        "GetWorkflowDefinitionActivityInputs",
        "InteractionResult",
        "InteractionInput",
    ]
    interaction, null = schemas["ActionStatement"]["properties"]["interaction"]["anyOf"]
    assert null == {"type": "null"}
    mapping = interaction["discriminator"]["mapping"]
    assert sorted(mapping.values()) == sorted(member["$ref"] for member in interaction["oneOf"])
    for tag, reference in mapping.items():
        target = schemas[reference.rpartition("/")[2]]
        assert target["properties"]["type"]["const"] == tag


def test_the_enumerations(tracecat: Spec) -> None:
    schemas = tracecat.tree["components"]["schemas"]
    assert {name: len(schema["enum"]) for name, schema in schemas.items() if "enum" in schema} == {
        "AccessLevel": 2,
        "ExecutionType": 2,
        "ExprContext": 9,
        "InteractionStatus": 3,
        "InteractionType": 2,
        "JoinStrategy": 2,
        "SpecialUserID": 1,
        "TriggerType": 3,
        "WorkflowEventType": 24,
        "WorkflowExecutionEventStatus": 8,
    }
    assert schemas["AccessLevel"] | {"description": ""} == {
        "type": "integer",
        "description": "",
        "enum": [0, 999],
    }


def test_the_pattern_of_an_execution_id(tracecat: Spec) -> None:
    pattern = tracecat.tree["components"]["schemas"]["RunContext"]["properties"]["wf_exec_id"]
    matches = re.compile(pattern["pattern"]).search
    assert matches("wf_1a2B/exec_3c4D")
    assert matches("wf-0123456789abcdef0123456789abcdef/exec-6a3f")
    assert not matches("wf_1a2B")
    assert not matches("exec_3c4D")


def test_responses_match_with_and_without_the_overlay(tracecat: Spec) -> None:
    for tree in (tracecat.tree, tracecat.overlaid):
        assert valid(tree, "WorkflowExecutionRead", EXECUTION | {"events": []})
        assert not valid(tree, "WorkflowExecutionRead", EXECUTION)
        run = EXECUTION | {"trigger_type": "manual", "workflow_title": None}
        page = {"items": [run], "next_cursor": "a", "has_more": True, "total_estimate": None}
        assert valid(tree, "WorkflowRunPage", page)
        assert not valid(tree, "WorkflowRunPage", {"items": [EXECUTION]})
        finding = {"loc": ["query", 0], "msg": "wrong", "type": "missing"}
        assert valid(tree, "HTTPValidationError", {"detail": [finding]})
        assert not valid(tree, "WorkflowExecutionCreate", {"inputs": {}})
        assert valid(tree, "WorkflowExecutionCreate", {"workflow_id": "wf_1a2B", "inputs": [1]})


def test_the_overlay_names_every_operation(tracecat: Spec) -> None:
    assert {
        operation["operationId"]: operation["x-restamp-name"]
        for operation in operations(tracecat.overlaid).values()
    } == {
        "get_workflow_execution_legacy": "get_legacy",
        "list_workflow_executions": "list",
        "create_workflow_execution": "create",
        "search_workflow_executions": "search",
        "get_workflow_execution": "get",
        "get_workflow_execution_compact": "get_compact",
        "cancel_workflow_execution": "cancel",
        "terminate_workflow_execution": "terminate",
    }
    for operation in operations(tracecat.overlaid).values():
        assert operation["x-restamp-group"] == "workflow_executions"


def test_the_overlay_puts_the_cloud_first(tracecat: Spec) -> None:
    urls = [server["url"] for server in tracecat.overlaid["servers"]]
    assert urls == ["https://platform.tracecat.com/api", "/api"]


def test_the_overlay_keeps_the_old_route_and_marks_it(tracecat: Spec) -> None:
    marked = [key for key, value in operations(tracecat.overlaid).items() if "deprecated" in value]
    assert marked == [("get", LEGACY)]
    assert operations(tracecat.overlaid)["get", LEGACY]["security"] == [
        {"APIKeyCookie": []},
        {"APIKeyHeader": []},
        {"HTTPBearer": []},
    ]


def test_the_overlay_names_the_credentials(tracecat: Spec) -> None:
    assert {
        name: scheme["x-restamp-name"]
        for name, scheme in tracecat.overlaid["components"]["securitySchemes"].items()
    } == {"APIKeyCookie": "session", "APIKeyHeader": "service_key", "HTTPBearer": "api_key"}


def test_the_overlay_says_how_to_page_and_how_to_wait(tracecat: Spec) -> None:
    present = operations(tracecat.overlaid)
    search = present["get", SEARCH]
    pages = search["x-restamp-pagination"]
    parameters = {parameter.get("name") for parameter in search["parameters"]}
    assert {pages["cursor"]["parameter"], pages["limit"]["parameter"]} <= parameters
    page = tracecat.overlaid["components"]["schemas"]["WorkflowRunPage"]["properties"]
    assert {pages["items"], pages["next"], pages["more"]} <= set(page)

    waiters = [
        value["x-restamp-waiter"] for value in present.values() if "x-restamp-waiter" in value
    ]
    assert len(waiters) == 2
    for waiter in waiters:
        named = [*waiter["success"], *waiter["failure"], *waiter["pending"]]
        assert sorted(named) == sorted(STATUSES)
        assert "CONTINUED_AS_NEW" in waiter["pending"]
        assert waiter["grace"] > 0
