"""The log of a generated client leads to the same findings as a recording of the same responses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from tests.drifting import lines_of, logging_package

from restamp.learning.drift_lines import findings_of_lines, parse_lines
from restamp.learning.findings import merged
from restamp.learning.written import Written
from restamp.spec.tree.node import Node

from .shops import LIES, Reply, document, honest
from .test_planted_lies import VERSIONS, corrected

LOGGED = [name for name, lie in LIES.items() if lie.difference != "query"]


@pytest.fixture(scope="module", params=VERSIONS)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ModuleType]]:
    """A version, and the package of its document."""
    folder = tmp_path_factory.mktemp("shop")
    with logging_package(folder, json.dumps(document(request.param))) as package:
        yield request.param, package


def logged(file: Path, package: ModuleType, reply: Reply) -> str:
    """The log of a client that gets a reply."""

    def respond(_: httpx2.Request) -> httpx2.Response:
        content = reply.body if reply.media_type == "text/plain" else json.dumps(reply.body)
        headers = {**reply.headers, "content-type": reply.media_type}
        return httpx2.Response(reply.status, content=content, headers=headers)

    def work(client: Any) -> None:
        with suppress(package.ApiError):
            client.items.get_by_id("a") if reply.path.endswith("/a") else client.items.list()

    lines_of(file, package, respond, work)
    return file.read_text("utf-8")


@pytest.mark.parametrize("lie", LOGGED)
def test_a_log_leads_to_the_finding_of_a_recording(
    lie: str, shop: tuple[str, ModuleType], tmp_path: Path
) -> None:
    version, package = shop
    tree = document(version)
    lines, invalid = parse_lines(logged(tmp_path / "drift.jsonl", package, LIES[lie].tell()))
    assert invalid == []
    findings = merged(findings_of_lines(Written(Node(tree, "#")), lines))
    assert [each.key for each in findings] == [LIES[lie].key(version)]
    if LIES[lie].difference != "header":
        better, _ = corrected(tree, findings)
        assert merged(findings_of_lines(Written(Node(better, "#")), lines)) == ()


def test_a_server_that_follows_the_document_logs_nothing(
    shop: tuple[str, ModuleType], tmp_path: Path
) -> None:
    for reply in honest():
        file = tmp_path / "drift.jsonl"
        file.write_text("", "utf-8")
        assert logged(file, shop[1], reply) == ""


def test_lines_that_are_none_are_numbered() -> None:
    lines, invalid = parse_lines(
        '{"operation": 1}\nnot JSON\n[]\n{"kind": "odd", "operation": "GET /"}\n'
    )
    assert (lines, invalid) == ([], [1, 2, 3, 4])


def test_operations_that_are_gone_are_ignored() -> None:
    text = json.dumps({"operation": "GET /gone", "kind": "null", "place": "/id", "status": 200})
    lines, _ = parse_lines(text)
    assert len(lines) == 1
    assert [*findings_of_lines(Written(Node(document("3.1.0"), "#")), lines)] == []
