"""Random edits to a document, such as a vendor makes: for the judge of pairs that nobody wrote by hand."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "patch")
TYPES: tuple[Json, ...] = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "uuid"},
    {"type": "array", "items": {"type": "string"}},
    {"type": "array", "items": {}},
    {"type": "object", "additionalProperties": {"type": "integer"}},
    {"type": "string", "enum": ["one", "two"]},
    {"anyOf": [{"type": "string"}, {"type": "integer"}]},
    {},
)


def mutated(document: Json, seed: int, edits: int) -> Json:
    """A copy with so many edits."""
    draw = random.Random(seed)
    made: Json = copy.deepcopy(document)
    for _ in range(edits):
        draw.choice(EDITS)(made, draw)
    return made


def _operations(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        yield from (operation for method, operation in item.items() if method in METHODS)


def _objects(document: Json) -> list[Json]:
    schemas = document.get("components", {}).get("schemas", {})
    return [s for s in schemas.values() if isinstance(s, dict) and s.get("properties")]


def _required(document: Json, draw: random.Random) -> None:
    """Toggles whether a property is required."""
    schema = draw.choice(_objects(document))
    name = draw.choice(sorted(schema["properties"]))
    required = set(schema.get("required", ())) ^ {name}
    schema.pop("required", None)
    if required:
        schema["required"] = sorted(required)


def _retyped(document: Json, draw: random.Random) -> None:
    """Gives a property another type."""
    properties = draw.choice(_objects(document))["properties"]
    properties[draw.choice(sorted(properties))] = _type(document, draw)


def _removed(document: Json, draw: random.Random) -> None:
    schema = draw.choice(_objects(document))
    name = draw.choice(sorted(schema["properties"]))
    del schema["properties"][name]
    schema["required"] = [key for key in schema.get("required", ()) if key != name]
    if not schema["required"]:
        del schema["required"]


def _added(document: Json, draw: random.Random) -> None:
    properties = draw.choice(_objects(document))["properties"]
    properties[f"added{draw.randrange(1000)}"] = _type(document, draw)


def _widened(document: Json, draw: random.Random) -> None:
    """Lets a property be something else as well, or null."""
    properties = draw.choice(_objects(document))["properties"]
    name = draw.choice(sorted(properties))
    other = draw.choice(({"type": "null"}, _type(document, draw)))
    properties[name] = {"anyOf": [properties[name], other]}


def _enumerated(document: Json, draw: random.Random) -> None:
    """Adds a value to an enumeration, or takes one away."""
    found = [e for e in _enums(document) if all(isinstance(v, str) for v in e["enum"])]
    if found:
        values = draw.choice(found)["enum"]
        if len(values) > 1 and draw.random() < 0.4:
            values.remove(draw.choice(values))
        else:
            values.append(f"added{draw.randrange(1000)}")


def _enums(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list) and node.get("type") == "string":
            yield node
        for child in node.values():
            yield from _enums(child)
    elif isinstance(node, list):
        for child in node:
            yield from _enums(child)


def _parameter(document: Json, draw: random.Random) -> None:
    """Adds, removes, retypes or requires a parameter."""
    operation = draw.choice([*_operations(document)])
    parameters = operation.setdefault("parameters", [])
    own = [p for p in parameters if p.get("in") == "query"]
    match draw.randrange(4) if own else 0:
        case 0:
            name, schema = f"added{draw.randrange(1000)}", _type(document, draw)
            needed = draw.random() < 0.5
            parameters.append({"name": name, "in": "query", "required": needed, "schema": schema})
        case 1:
            parameters.remove(draw.choice(own))
        case 2:
            draw.choice(own)["schema"] = _type(document, draw)
        case _:
            one = draw.choice(own)
            one["required"] = not one.get("required", False)


def _body(document: Json, draw: random.Random) -> None:
    """Gives an operation another body, or none."""
    operation = draw.choice([*_operations(document)])
    if "requestBody" in operation and draw.random() < 0.3:
        del operation["requestBody"]
        return
    needed, schema = draw.random() < 0.5, _type(document, draw)
    operation["requestBody"] = {
        "required": needed,
        "content": {"application/json": {"schema": schema}},
    }


def _answer(document: Json, draw: random.Random) -> None:
    """Gives an operation another answer."""
    responses = draw.choice([*_operations(document)])["responses"]
    schema = _type(document, draw)
    content = {"description": "", "content": {"application/json": {"schema": schema}}}
    responses[draw.choice(("200", "201", "404"))] = content


def _operation(document: Json, draw: random.Random) -> None:
    """Removes an operation, or gives it another id."""
    path = draw.choice(sorted(document["paths"]))
    methods = [method for method in document["paths"][path] if method in METHODS]
    if draw.random() < 0.5 and len(document["paths"]) > 1:
        del document["paths"][path]
    elif methods:
        document["paths"][path][draw.choice(methods)]["operationId"] = f"op{draw.randrange(1000)}"


def _type(document: Json, draw: random.Random) -> Json:
    """A plain type, a component, or several of one."""
    names = sorted(document.get("components", {}).get("schemas", {}))
    if not names or draw.random() < 0.5:
        return copy.deepcopy(draw.choice(TYPES))
    one = {"$ref": f"#/components/schemas/{draw.choice(names)}"}
    return draw.choice(
        (one, {"type": "array", "items": one}, {"type": "object", "additionalProperties": one})
    )


EDITS: tuple[Callable[[Json, random.Random], None], ...] = (
    _required,
    _retyped,
    _removed,
    _added,
    _widened,
    _enumerated,
    _parameter,
    _body,
    _answer,
    _operation,
)
