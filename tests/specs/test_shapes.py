"""What the documents say, word for word, in a short notation: shapes/<name>.txt.

`*` is required; `[x]` an array; `map<x>` an object with any keys; `any` no type at all;
descriptions and examples are left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conftest import Spec

SHAPES = Path(__file__).parent / "shapes"
PROSE = {"description", "example", "discriminator"}


def shape(schema: dict[str, Any]) -> str:
    default = f" default={json.dumps(schema['default'])}" if "default" in schema else ""
    return kind({k: v for k, v in schema.items() if k not in PROSE | {"default"}}) + default


def kind(schema: dict[str, Any]) -> str:
    """A schema without its prose. A key that is not matched here fails the test by KeyError."""
    match schema:
        case {"$ref": str(reference), **rest} if not rest:
            return reference.rpartition("/")[2]
        case {"type": "array", "items": items, **rest} if not rest:
            return f"[{shape(items)}]"
        case {"type": "object", "properties": _}:
            return "{" + members(schema) + "}"
        case {"type": "object", "additionalProperties": dict(values), **rest} if not rest:
            return f"map<{shape(values)}>"
        case {"type": "object", "propertyNames": names, **rest}:
            return f"map<{shape(names)}: any>"
        case {"type": "object", **rest} if rest in ({}, {"additionalProperties": True}):
            return "object"
        case {"type": str(type_), **rest}:
            return " ".join([type_, *(f"{key}={json.dumps(rest[key])}" for key in sorted(rest))])
        case {"anyOf": schemas, **rest} if not rest:
            return " | ".join(map(shape, schemas))
        case {"oneOf": schemas, **rest} if not rest:
            return f"oneOf({' | '.join(map(shape, schemas))})"
        case {"allOf": schemas, **rest} if not rest:
            return " & ".join(map(shape, schemas))
        case {}:
            assert not schema, schema
            return "any"


def members(schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    assert set(schema) <= {"type", "properties", "required"}
    assert set(required) <= set(schema["properties"])
    return "; ".join(
        f"{name}{'*' if name in required else ''}: {shape(member)}"
        for name, member in schema["properties"].items()
    )


def content(holder: dict[str, Any]) -> str:
    if "content" not in holder:
        return "nothing"
    assert list(holder["content"]) == ["application/json"]
    return shape(holder["content"]["application/json"]["schema"])


def lines(tree: dict[str, Any]) -> list[str]:
    text: list[str] = []
    for path, item in tree["paths"].items():
        for method, operation in item.items():
            text.append(f"{method.upper()} {path}  {operation['operationId']}")
            for parameter in operation["parameters"]:
                if "$ref" in parameter:
                    name = parameter["$ref"].rpartition("/")[2]
                    parameter = tree["components"]["parameters"][name]
                star = "*" if parameter.get("required") else ""
                text.append(
                    f"  {parameter['in']} {parameter['name']}{star}: {shape(parameter['schema'])}"
                )
            if body := operation.get("requestBody"):
                text.append(f"  body{'*' if body['required'] else ''}: {content(body)}")
            for status, response in operation["responses"].items():
                text.append(f"  {status}: {content(response)}")
            text.append(f"  security: {json.dumps(operation['security'])}")
    text.append("")
    for name, schema in sorted(tree["components"]["schemas"].items()):
        text.append(f"{name}: {shape(schema)}")
    text.append("")
    for name, scheme in sorted(tree["components"]["securitySchemes"].items()):
        facts = {key: value for key, value in scheme.items() if key != "description"}
        text.append(f"{name}: {json.dumps(facts)}")
    return text


def test_every_fact_is_in_the_document(spec: Spec) -> None:
    expected = (SHAPES / f"{spec.name}.txt").read_text(encoding="utf-8")
    assert lines(spec.tree) == expected.splitlines()
