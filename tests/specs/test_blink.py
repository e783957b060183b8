"""specs/blink.yaml and its overlay say what is known about the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from .conftest import Spec

LIST = "/workspace/{ws_id}/executions"
GET = "/workspace/{ws_id}/executions/{id}"
EXECUTE = "/workspace/{ws_id}/playbooks/{id}/execute"

ONLY_WHEN_ASKED_FOR_ONE = {
    "display_name",
    "duration",
    "event",
    "input_values_origin_exec_id",
    "inputs",
    "pack_id",
    "playbook_deleted",
    "playbook_name",
    "scheduled_trigger_timezone",
    "subflows_reference_to_name_mapping",
}


def response(tree: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    content = tree["paths"][path][method]["responses"]["200"]["content"]
    schema: dict[str, Any] = content["application/json"]["schema"]
    return schema


def test_it_is_the_vendors_version_of_openapi(blink: Spec) -> None:
    assert blink.tree["openapi"] == "3.0.1"


def test_the_server_has_a_host_to_fill_in(blink: Spec) -> None:
    (server,) = blink.tree["servers"]
    assert server["url"] == "https://{host}/api/v1"
    assert server["variables"]["host"]["default"] == "app.blinkops.com"


def test_security_stands_at_each_operation(blink: Spec) -> None:
    assert blink.tree["security"] == []
    for item in blink.tree["paths"].values():
        for operation in item.values():
            assert operation["security"] == [{"ApiKeyAuth": []}]


def test_the_errors_of_each_operation(blink: Spec) -> None:
    statuses = {
        path: list(operation["responses"])
        for path, item in blink.tree["paths"].items()
        for operation in item.values()
    }
    assert statuses == {
        LIST: ["200", "400", "404", "500"],
        GET: ["200", "400", "404", "500"],
        EXECUTE: ["200", "400", "404"],
    }


def test_one_execution_has_50_properties_and_a_listed_one_40(blink: Spec) -> None:
    schemas = blink.tree["components"]["schemas"]
    whole = schemas["models.PlaybookExecutionWithSubflowNames"]["properties"]
    listed = schemas["models.PlaybookExecution"]["properties"]
    assert len(whole) == 50
    assert len(listed) == 40
    assert set(whole) - set(listed) == ONLY_WHEN_ASKED_FOR_ONE
    assert listed == {name: whole[name] for name in listed}
    assert list(whole) == sorted(whole)
    assert list(listed) == sorted(listed)


def test_nothing_is_required_or_nullable_or_an_enumeration(blink: Spec) -> None:
    def keys(value: Any) -> set[str]:
        match value:
            case dict():
                return set(value).union(*map(keys, value.values()))
            case list():
                return set[str]().union(*map(keys, value))
            case _:
                return set()

    schemas = blink.tree["components"]["schemas"]
    assert not keys(schemas) & {"required", "nullable", "enum"}


def test_the_path_of_execute_and_its_declaration_differ_in_order(blink: Spec) -> None:
    parameters = blink.tree["paths"][EXECUTE]["post"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["id", "ws_id", "run_sync", "timeout"]


def test_the_overlay_names_only_what_callers_call_otherwise(blink: Spec) -> None:
    operations = [o for item in blink.overlaid["paths"].values() for o in item.values()]
    assert [operation.get("x-restamp-group") for operation in operations] == [
        None,
        None,
        "workflows",
    ]
    assert not any("x-restamp-name" in operation for operation in operations)


def test_the_overlay_gives_q_a_type_and_its_place_in_the_pages(blink: Spec) -> None:
    operation = blink.overlaid["paths"][LIST]["get"]
    (q,) = [parameter for parameter in operation["parameters"] if parameter["name"] == "q"]
    assert "schema" not in q
    assert q["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/RqlQuery"}}
    }
    schemas = blink.overlaid["components"]["schemas"]
    query = schemas["RqlQuery"]["properties"]
    assert list(query) == ["limit", "offset", "sort", "select", "filter"]
    pages = operation["x-restamp-pagination"]
    assert pages["offset"]["path"] in query
    assert pages["limit"]["path"] in query
    assert pages["total"] in schemas["api_responses.PagingInfo"]["properties"]
    page = response(blink.overlaid, LIST, "get")
    assert page["x-restamp-name"] == "PlaybookExecutionPage"
    assert pages["items"] in page["allOf"][1]["properties"]


def test_the_overlay_knows_the_final_states(blink: Spec) -> None:
    waiter = blink.overlaid["paths"][GET]["get"]["x-restamp-waiter"]
    final = {*waiter["success"], *waiter["failure"]}
    assert final == {"Completed", "Failed", "Cancelled", "Timeout", "Skipped"}
    assert not final & set(waiter["pending"])
    whole = blink.overlaid["components"]["schemas"]["models.PlaybookExecutionWithSubflowNames"]
    assert {waiter["status"], waiter["fallback"]} <= set(whole["properties"])
    assert waiter["delay"] <= waiter["cap"]


def test_the_overlay_tells_an_id_from_an_output(blink: Spec) -> None:
    started, output = response(blink.overlaid, EXECUTE, "post")["anyOf"]
    assert output == {}
    components = {"components": blink.overlaid["components"]}
    validator = Draft202012Validator(started | components)
    assert validator.is_valid({"execution_id": "a22f642a-f4fc-4c66-b978-6f1d1008e6ae"})
    outputs: tuple[object, ...] = ({"rows": []}, [1], "text", None, 3)
    for value in outputs:
        assert not validator.is_valid(value)


def test_the_overlay_takes_any_value_where_an_error_holds_one(blink: Spec) -> None:
    before = blink.tree["components"]["schemas"]["api_responses.ErrorWrapper"]["properties"]
    after = blink.overlaid["components"]["schemas"]["api_responses.ErrorWrapper"]["properties"]
    assert set(after) == set(before)
    for name in ("data", "user_error"):
        assert before[name]["type"] == "object"
        assert set(after[name]) == {"description"}
