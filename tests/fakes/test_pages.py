"""Pages of a fake that no test has set: an iteration over them ends after the example."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

NAME = "fake_of_pages"
ITEMS = "{type: array, items: {type: object, properties: {id: {type: string}}}}"
PAGE = f"{{type: object, required: [items], properties: {{items: {ITEMS}, %s}}}}"
CURSOR = "x-restamp-pagination: {style: cursor, items: items, cursor: cursor, next: next}"
UUID = "00000000-0000-4000-8000-000000000000"
OPERATIONS = [
    ("cursor", CURSOR, "cursor", "{type: string}", PAGE % "next: {type: string}", "next: abc"),
    (
        "uuid",
        CURSOR,
        "cursor",
        "{type: string, format: uuid}",
        PAGE.replace("[items]", "[items, next]") % "next: {type: string, format: uuid}",
        f"next: {UUID}",
    ),
    (
        "last",
        "x-restamp-pagination: {style: cursor, items: '', cursor: after, last: id}",
        "after",
        "{type: string}",
        ITEMS,
        "",
    ),
    (
        "url",
        "x-restamp-pagination: {style: url, items: items, next: links.next}",
        "a",
        "{type: string}",
        PAGE % "links: {type: object, properties: {next: {type: string, format: uri}}}",
        'links: {next: "https://other.example.com/x?page=2"}',
    ),
    (
        "offset",
        "x-restamp-pagination: {style: offset, items: items, offset: offset, total: total}",
        "offset",
        "{type: integer}",
        PAGE % "total: {type: integer}",
        "total: 30",
    ),
    (
        "number",
        "x-restamp-pagination: {style: page, items: '', page: page, first: 1}",
        "page",
        "{type: integer}",
        ITEMS,
        "",
    ),
]


def path_of(name: str, pages: str, parameter: str, kind: str, schema: str, more: str) -> str:
    items = "[{id: a}, {id: b}]"
    example = f"{{items: {items}, {more}}}" if more else items
    return f"""
  /{name}:
    get:
      operationId: {name}
      tags: [things]
      {pages}
      parameters: [{{name: {parameter}, in: query, schema: {kind}}}]
      responses:
        "200":
          description: A page.
          content:
            application/json: {{schema: {schema}, example: {example}}}"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("pages")
    paths = "".join(path_of(*operation) for operation in OPERATIONS)
    (folder / "spec.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\n"
        f"servers: [{{url: 'https://api.example.com'}}]\npaths:{paths}\n",
        "utf-8",
    )
    write(generate(client_of(folder, NAME)).files, folder / NAME)
    sys.path.insert(0, str(folder))
    yield import_module(f"{NAME}.testing")
    sys.path.remove(str(folder))
    for module in [m for m in sys.modules if m.partition(".")[0] == NAME]:
        del sys.modules[module]


@pytest.mark.parametrize("name", [operation[0] for operation in OPERATIONS])
@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_items_of_an_example(package: Any, name: str, flavour: str) -> None:
    fake = package.Fake()

    async def main() -> list[Any]:
        async with fake.async_client() as client:
            return [item async for item in getattr(client.things, name).items()]

    if flavour == "sync":
        with fake.client() as client:
            items = list(getattr(client.things, name).items())
    else:
        items = asyncio.run(main())
    assert [item.id for item in items] == ["a", "b"]
    assert len(fake.calls) <= 2


def test_the_first_page_is_the_example(package: Any) -> None:
    with package.Fake().client() as client:
        assert client.things.cursor().next == "abc"
        assert client.things.cursor(cursor="other").next == "abc"
        assert client.things.offset().total == client.things.offset(offset=20).total == 30
        assert client.things.offset(offset=20).items == []
