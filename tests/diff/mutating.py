"""Random edits to a document, such as a vendor makes: for the judge of pairs that nobody wrote by hand."""

from __future__ import annotations

import copy
import json
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
    changed: Json = copy.deepcopy(document)
    for _ in range(edits):
        edit = draw.choice(EDITS)
        if [*_operations(changed)] and _objects(changed):
            edit(changed, draw)
    return changed


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
    enums = [e for e in _enums(document) if all(isinstance(v, str) for v in e["enum"])]
    if enums:
        values = draw.choice(enums)["enum"]
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


def _moved(document: Json, draw: random.Random) -> None:
    """Gives an operation another path or another method, or moves all of them."""
    paths: Json = document["paths"]
    if draw.random() < 0.2:
        prefix = f"/v{draw.randrange(1000)}"
        document["paths"] = {f"{prefix}{path}": item for path, item in paths.items()}
        return
    path = draw.choice(sorted(paths))
    methods = [method for method in paths[path] if method in METHODS]
    free = [method for method in METHODS if method not in methods]
    if not methods or not free:
        return
    operation = paths[path].pop(draw.choice(methods))
    if draw.random() < 0.5:
        paths[path][draw.choice(free)] = operation
    else:
        common = {key: value for key, value in paths[path].items() if key == "parameters"}
        paths[f"/moved{draw.randrange(1000)}{path}"] = {**common, draw.choice(METHODS): operation}


def _inlined(document: Json, draw: random.Random) -> None:
    """Writes a component out wherever it is named, if it is no object."""
    schemas: Json = document.get("components", {}).get("schemas", {})
    names = [name for name, s in schemas.items() if isinstance(s, dict) and "properties" not in s]
    if names:
        name = draw.choice(sorted(names))
        schema = schemas[name]
        if name not in json.dumps(schema):
            del schemas[name]
            _replaced(document, {"$ref": f"#/components/schemas/{name}"}, schema)


def _replaced(node: Any, old: Json, new: Json) -> None:
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, child in [*items]:
        if child == old:
            node[key] = copy.deepcopy(new)
        elif isinstance(child, dict | list):
            _replaced(child, old, new)


def _variants(document: Json, draw: random.Random) -> None:
    """Adds a variant to a union, or takes one away."""
    unions = [union for union in _unions(document) if len(union) > 1]
    if unions:
        union = draw.choice(unions)
        if draw.random() < 0.5:
            union.remove(draw.choice(union))
        else:
            union.insert(draw.randrange(len(union)), _type(document, draw))


def _unions(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, dict):
        for key, child in node.items():
            if key in ("oneOf", "anyOf") and isinstance(child, list):
                yield child
            yield from _unions(child)
    elif isinstance(node, list):
        for child in node:
            yield from _unions(child)


def _base(document: Json, draw: random.Random) -> None:
    """Lets an object inherit from another, or no longer."""
    schemas: Json = document.get("components", {}).get("schemas", {})
    heirs = [
        s for s in schemas.values() if isinstance(s, dict) and isinstance(s.get("allOf"), list)
    ]
    if heirs and draw.random() < 0.5:
        heir = draw.choice(heirs)
        heir["allOf"] = heir["allOf"][1:] or [{"type": "object"}]
        return
    objects = _objects(document)
    heir, base = draw.choice(objects), draw.choice(sorted(schemas))
    if (
        schemas[base].get("properties")
        and schemas[base] is not heir
        and "allOf" not in schemas[base]
    ):
        heir.setdefault("allOf", []).append({"$ref": f"#/components/schemas/{base}"})


def _emptied(document: Json, draw: random.Random) -> None:
    """Says nothing more of what an operation returns, or says that it returns nothing."""
    operation = draw.choice([*_operations(document)])
    operation["responses"] = {draw.choice(("200", "204")): {"description": ""}}


def _constant(document: Json, draw: random.Random) -> None:
    """Gives a property one value only."""
    properties = draw.choice(_objects(document))["properties"]
    properties[draw.choice(sorted(properties))] = {"type": "string", "enum": [draw.choice("abc")]}


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
    _moved,
    _inlined,
    _variants,
    _base,
    _emptied,
    _constant,
)
