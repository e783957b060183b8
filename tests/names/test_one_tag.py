"""One tag for all operations parts nothing: in the style of operations, the paths make the resources then."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from restamp.names.keys import operation_of
from restamp.names.pins.locked import LockedNames
from restamp.pipeline import Result, generate

from ..packages import client_of
from .test_calls_stay import CHANGES, assert_apart, calls, document, removed_calls, stamped

Calls = dict[str, str]
BANK = {
    "POST /accounts/get": "accountsGet",
    "POST /accounts/balance/get": "accountsBalanceGet",
    "POST /item/remove": "itemRemove",
    "POST /item/get": "itemGet",
    "GET /ping": "ping",
}
NAMED = {
    "POST /accounts/get": "accounts.get",
    "POST /accounts/balance/get": "accounts.balance_get",
    "POST /item/remove": "item.remove",
    "POST /item/get": "item.get",
    "GET /ping": "ping",
}


def result_of(
    folder: Path, operations: dict[str, str], tag: str = "bank", before: Result | None = None
) -> Result:
    text = "openapi: 3.1.0\ninfo: {title: Bank, version: '1'}\npaths:\n"
    for key, operation_id in operations.items():
        method, path = key.split()
        tags = f"tags: [{tag}], " if tag else ""
        text += f"  {path}:\n    {method.lower()}: {{operationId: {operation_id}, {tags}"
        text += "responses: {'204': {description: ok}}}\n"
    text += f"tags: [{{name: {tag}, description: All of it.}}]\n" if tag else ""
    (folder / "spec.yaml").write_text(text)
    locked = LockedNames()
    if before is not None:
        names = {**before.names, **before.removed}
        locked = LockedNames(names, before.shapes, frozenset(before.removed), style=before.style)
    config = replace(client_of(folder, "client"), names="operations")
    result = generate(replace(config, spec=folder / "spec.yaml"), locked)
    assert not result.failed, result.diagnostics
    return result


@pytest.mark.parametrize("tag", ["bank", "default", "Bank API"])
def test_the_first_word_of_the_path(tag: str, tmp_path: Path) -> None:
    result = result_of(tmp_path, BANK, tag)
    assert calls(result) == NAMED
    assert '"""Operations of item."""' in result.files["resources/item.py"]
    assert "All of it." not in result.files["resources/accounts.py"]


@pytest.mark.parametrize("extension", ["", "x-restamp-group: tools, "])
def test_operations_beside_those_of_the_tag(extension: str, tmp_path: Path) -> None:
    """Some without a tag, or with a resource that the document sets."""
    result_of(tmp_path, {**BANK, "GET /health": "health"})
    spec = tmp_path / "spec.yaml"
    text = spec.read_text()
    assert text.count("operationId: health, tags: [bank]") == 1
    spec.write_text(
        text.replace("operationId: health, tags: [bank]", f"{extension}operationId: health")
    )
    config = replace(client_of(tmp_path, "client"), names="operations")
    result = generate(config)
    named = "tools.health" if extension else "health"
    assert calls(result) == {**NAMED, "GET /health": named}
    assert '"""Operations of item."""' in result.files["resources/item.py"]


def test_a_prefix_of_all_paths_is_no_resource(tmp_path: Path) -> None:
    below = {key.replace(" /", " /api/v2/"): id_ for key, id_ in BANK.items()}
    named = {key.replace(" /", " /api/v2/"): call for key, call in NAMED.items()}
    assert calls(result_of(tmp_path, below)) == named


def test_paths_that_part_nothing_either(tmp_path: Path) -> None:
    """Every operation has a path of its own, or all have the same."""
    procedures = {f"POST /{name}": name for name in ("open", "close", "send", "move", "stop")}
    named = calls(result_of(tmp_path, procedures))
    assert named == {key: f"bank.{key.partition('/')[2]}" for key in procedures}
    one = {f"GET /items/{name}": f"get{name.title()}" for name in ("a", "b", "c", "d", "e")}
    assert {call.partition(".")[0] for call in calls(result_of(tmp_path, one)).values()} == {"bank"}


def test_a_tag_that_a_path_has_as_well(tmp_path: Path) -> None:
    """It is a resource, to which somebody counts the others."""
    named = calls(result_of(tmp_path, BANK, tag="accounts"))
    assert {call.partition(".")[0] for call in named.values()} == {"accounts"}


def test_few_operations_stay_together(tmp_path: Path) -> None:
    few = dict([*BANK.items()][:4])
    named = calls(result_of(tmp_path, few))
    assert {call.partition(".")[0] for call in named.values()} == {"bank"}
    # So do those that come later.
    later = calls(result_of(tmp_path, BANK, before=result_of(tmp_path, few)))
    assert named.items() <= later.items()
    assert later["GET /ping"] == "bank.ping"


def test_another_tag_comes_later(tmp_path: Path) -> None:
    """New operations go where the others of their tag are: to the resources of their paths."""
    first = result_of(tmp_path, BANK)
    both = dict([*BANK.items(), ("POST /item/webhook/update", "itemWebhookUpdate")])
    text = result_of(tmp_path, both)
    assert calls(text)["POST /item/webhook/update"] == "item.webhook_update"
    spec = (tmp_path / "spec.yaml").read_text()
    spec = spec.replace("operationId: ping, tags: [bank]", "operationId: ping, tags: [probes]")
    spec = spec.replace("paths:\n", "paths:\n" + NEW)
    (tmp_path / "spec.yaml").write_text(spec)
    locked = LockedNames(first.names, first.shapes, style=first.style)
    config = replace(client_of(tmp_path, "client"), names="operations")
    after = generate(replace(config, spec=tmp_path / "spec.yaml"), locked)
    named = {k: pin.partition(":")[0] for k, pin in after.names.items() if operation_of(k)}
    assert named == {
        **NAMED,
        "POST /item/webhook/update": "item.webhook_update",
        "GET /statements": "statements.list",
        "GET /status": "probes.status",
    }


NEW = """\
  /statements: {get: {operationId: listStatements, tags: [bank], responses: {"204": {description: ok}}}}
  /status: {get: {operationId: status, tags: [probes], responses: {"204": {description: ok}}}}
"""


@pytest.mark.parametrize("seed", range(4))
def test_calls_stay(seed: int, tmp_path: Path) -> None:
    order, tree = random.Random(seed), document()
    for item in tree["paths"].values():
        for operation in item.values():
            operation["tags"] = ["zoo"]
    result = stamped(tree, tmp_path, "operations")
    assert len({call.partition(".")[0] for call in calls(result).values()}) > 4
    for change in order.sample(CHANGES, len(CHANGES)):
        before = result
        change(tree, order)
        result = stamped(tree, tmp_path, "operations", before)
        for key, call in calls(before).items():
            assert calls(result).get(key, call) == call
            assert key in calls(result) or call in removed_calls(result)
        assert_apart(result)
