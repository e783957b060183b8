"""The examples of a document, each with its place, its schema and the way it travels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from restamp.ir.api import Api
from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.spec.document import Document
from restamp.spec.node import Node
from restamp.spec.tree import Json, tokens

JSON_LIKE = (Codec.JSON, Codec.FORM)


@dataclass(frozen=True, slots=True)
class Example:
    """One example."""

    at: str
    value: Json
    schema_at: str
    direction: str
    """answer, request or schema."""
    operation: Operation | None = None
    response: Response | None = None
    content: Content | None = None
    declaration: str = ""


def examples_of(document: Document, api: Api) -> Iterator[Example]:
    """All examples of contents and component schemas, each once."""
    seen: set[str] = set()
    for operation in api.operations:
        for response in operation.responses:
            for content in response.contents:
                if content.at not in seen:
                    seen.add(content.at)
                    yield from _of_content(document, content, operation, response)
        for content in operation.body.contents if operation.body is not None else ():
            if content.at not in seen:
                seen.add(content.at)
                yield from _of_content(document, content, operation, None)
    for declaration in api.declarations:
        node = node_at(document, declaration.id)
        if node is not None and node.at.rpartition("/")[0] == "#/components/schemas":
            for found in _listed(node):
                yield Example(found.at, found.value, node.at, "schema", declaration=declaration.id)


def node_at(document: Document, at: str) -> Node | None:
    """What stands at a place."""
    file, _, pointer = at.partition("#")
    node = document.references.files.roots.get(file)
    for token in tokens(pointer):
        if not isinstance(node, Node):
            return None
        node = node.get(int(token) if node.is_list and token.isdigit() else token)
    return node if isinstance(node, Node) else None


def _of_content(
    document: Document, content: Content, operation: Operation, response: Response | None
) -> Iterator[Example]:
    node = node_at(document, content.at)
    schema = None if node is None else node.get("schema")
    if node is None or schema is None or content.codec not in JSON_LIKE:
        return
    direction = "request" if response is None else "answer"
    found = [node["example"]] if node.get("example") is not None else []
    named = node.get("examples")
    for _, member in named.items() if named is not None else ():
        target = document.resolve(member)
        for key in ("value", "dataValue"):
            if target is not None and target.get(key) is not None:
                found.append(target[key])
    if schema.ref is None:
        found += _listed(schema)
    for one in found:
        yield Example(one.at, one.value, schema.at, direction, operation, response, content)


def _listed(schema: Node) -> list[Node]:
    """The examples of a schema itself."""
    found = [schema["example"]] if schema.get("example") is not None else []
    listed = schema.get("examples")
    return found + (list(listed.elements()) if listed is not None else [])


def readings(value: Json) -> Iterator[Json]:
    """What an example may stand for: itself, or the JSON that its text is."""
    yield value
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            yield json.loads(value)
        except ValueError:
            return
