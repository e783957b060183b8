"""The examples of a document, each with its place, its schema and the way it travels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from restamp.ir.api import Api
from restamp.ir.declarations import ObjectDecl
from restamp.ir.operations import Codec, Content, Operation, Response
from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json, tokens

from .invented import invented

JSON_LIKE = (Codec.JSON, Codec.FORM)


@dataclass(frozen=True, slots=True)
class Example:
    """One example."""

    source: str
    """given, property or invented."""
    at: str
    value: Json
    schema_at: str
    direction: str
    """answer, request or schema."""
    operation: Operation | None = None
    response: Response | None = None
    content: Content | None = None
    declaration: str = ""
    wire_name: str = ""
    """Of a property; its value alone is the example."""


def examples_of(document: Document, api: Api, *, invent: bool) -> Iterator[Example]:
    """All examples of contents, component schemas and properties, each once."""
    seen: set[str] = set()
    for operation in api.operations:
        for response in operation.responses:
            for content in response.contents:
                if content.at not in seen:
                    seen.add(content.at)
                    yield from _of_content(document, content, operation, response, invent)
        for content in operation.body.contents if operation.body is not None else ():
            if content.at not in seen:
                seen.add(content.at)
                yield from _of_content(document, content, operation, None, invent)
    for declaration in api.declarations:
        if isinstance(declaration, ObjectDecl):
            yield from _of_properties(document, declaration)
        node = node_at(document, declaration.id)
        if node is None or node.at.rpartition("/")[0] != "#/components/schemas":
            continue
        for source, one in _schema_examples(document, node, invent):
            yield Example(source, one.at, one.value, node.at, "schema", declaration=declaration.id)


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
    document: Document,
    content: Content,
    operation: Operation,
    response: Response | None,
    invent: bool,
) -> Iterator[Example]:
    node = node_at(document, content.at)
    schema = None if node is None else node.get("schema")
    if node is None or schema is None or content.codec not in JSON_LIKE:
        return
    direction = "request" if response is None else "answer"
    examples = [("given", node["example"])] if node.get("example") is not None else []
    named = node.get("examples")
    for _, member in named.items() if named is not None else ():
        target = document.resolve(member)
        value = None if target is None else target.get("value") or target.get("dataValue")
        examples += [] if value is None else [("given", value)]
    if schema.ref is None:
        examples += _schema_examples(document, schema, invent)
    for source, one in examples:
        yield Example(source, one.at, one.value, schema.at, direction, operation, response, content)


def _schema_examples(document: Document, schema: Node, invent: bool) -> list[tuple[str, Node]]:
    examples = [("given", one) for one in _listed(schema)]
    if invent:
        examples += [("invented", Node(value, schema.at)) for value in invented(document, schema)]
    return examples


def _of_properties(document: Document, declaration: ObjectDecl) -> Iterator[Example]:
    for field in declaration.fields:
        node = node_at(document, field.at)
        if node is None:
            continue
        default = node.get("default")
        for one in [*_listed(node), *([] if default is None else [default])]:
            yield Example(
                "property",
                one.at,
                one.value,
                node.at,
                "schema",
                declaration=declaration.id,
                wire_name=field.wire_name,
            )


def _listed(schema: Node) -> list[Node]:
    """The examples of a schema itself."""
    examples = [schema["example"]] if schema.get("example") is not None else []
    listed = schema.get("examples")
    return examples + (list(listed.elements()) if listed is not None else [])


def readings(value: Json) -> Iterator[Json]:
    """What an example may stand for: itself, or the JSON that its text is."""
    yield value
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            yield json.loads(value)
        except ValueError:
            return
