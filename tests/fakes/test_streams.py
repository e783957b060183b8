"""A fake of operations whose answers are streams: examples of the document, and lists that are returned."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

N = "{type: object, required: [n], properties: {n: {type: integer}}}"
EVENT = f"{{type: object, required: [event], properties: {{event: {{type: string}}, data: {{anyOf: [{N}, {{type: 'null'}}]}}}}}}"
TEXTS = "{type: object, required: [event], properties: {event: {type: string}, id: {type: string}, data: {type: string}}}"
KINDS = {
    "events": f"text/event-stream: {{schema: {N}, example: {{n: 1}}}}",
    "inside": f"text/event-stream: {{schema: {N[:-1]}, example: {{n: 1}}}}}}",
    "list_of_events": f"text/event-stream: {{schema: {N}, example: [{{n: 1}}, {{n: 2}}]}}",
    "raw_events": f'text/event-stream: {{schema: {N}, example: "data: {{\\"n\\": 1}}\\n\\n"}}',
    "lines": f"application/jsonl: {{schema: {N}, example: {{n: 1}}}}",
    "list_of_lines": f"application/jsonl: {{schema: {N}, example: [{{n: 1}}, {{n: 2}}]}}",
    "raw_lines": f'application/x-ndjson: {{schema: {N}, example: "{{\\"n\\": 1}}\\n{{\\"n\\": 2}}\\n"}}',
    "sequence": f"application/json-seq: {{schema: {N}, example: {{n: 1}}}}",
    "optional": f"text/event-stream: {{schema: {EVENT}, example: {{event: ping}}}}",
    "nullable": f"text/event-stream: {{schema: {EVENT}, example: {{event: ping, data: null}}}}",
    "texts": f"text/event-stream: {{schema: {TEXTS}, example: {{event: ping, id: a}}}}",
    "without": f"application/jsonl: {{schema: {N}}}",
}
NUMBERS = {"list_of_events": [1, 2], "list_of_lines": [1, 2], "raw_lines": [1, 2], "without": []}


WHOLE = {
    "optional": {"event": "ping"},
    "nullable": {"event": "ping", "data": None},
    "texts": {"event": "ping", "id": "a"},
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("streams")
    lines = [
        "openapi: 3.1.0",
        "info: {title: S, version: '1'}",
        "servers: [{url: 'https://s.test'}]",
    ]
    lines.append("paths:")
    for name, content in KINDS.items():
        responses = f"responses: {{'200': {{description: All, content: {{{content}}}}}}}"
        lines.append(f"  /{name}: {{get: {{operationId: {name}, tags: [feeds], {responses}}}}}")
    (folder / "spec.yaml").write_text("\n".join(lines))
    write(generate(client_of(folder, "faked_streams")).files, folder / "faked_streams")
    sys.path.insert(0, str(folder))
    try:
        yield import_module("faked_streams.testing")
    finally:
        sys.path.remove(str(folder))


@pytest.mark.parametrize("name", [name for name in KINDS if name not in WHOLE])
def test_the_default_is_the_documents_example(name: str, package: Any, ask: Any) -> None:
    fake = package.Fake()
    items = ask(fake, f"feeds.{name}", how="streamed")
    assert [item.n for item in items] == NUMBERS.get(name, [1])


@pytest.mark.parametrize("name", ["events", "lines", "sequence"])
def test_a_list_that_is_returned_is_streamed(name: str, package: Any, ask: Any) -> None:
    fake = package.Fake()
    getattr(fake.feeds, name).returns([{"n": 3}, {"n": 4}], ({"n": 5},))
    assert [item.n for item in ask(fake, f"feeds.{name}", how="streamed")] == [3, 4]
    assert [item.n for item in ask(fake, f"feeds.{name}", how="streamed")] == [5]


def test_the_result_of_a_function_is_streamed(package: Any, ask: Any) -> None:
    fake = package.Fake()
    fake.feeds.lines.responds(lambda call: [{"n": 6}])
    assert [item.n for item in ask(fake, "feeds.lines", how="streamed")] == [6]


@pytest.mark.parametrize("value", [{"n": 3}, 3, "text"])
def test_a_value_that_is_not_a_stream_raises(value: Any, package: Any, ask: Any) -> None:
    fake = package.Fake()
    fake.feeds.events.returns(value)
    with pytest.raises(AssertionError, match=r"use fake\.feeds\.events\.streams\(\.\.\.\)"):
        ask(fake, "feeds.events", how="streamed")


@pytest.mark.parametrize(("name", "event"), WHOLE.items())
def test_an_event_without_data_has_none(name: str, event: Any, package: Any, ask: Any) -> None:
    fake = package.Fake()
    [default] = ask(fake, f"feeds.{name}", how="streamed")
    getattr(fake.feeds, name).streams(event, default)
    for item in [default, *ask(fake, f"feeds.{name}", how="streamed")]:
        assert item.model_dump(exclude_unset=True) == event
