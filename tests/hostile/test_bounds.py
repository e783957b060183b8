"""Bounded time and memory: each document is generated, or refused at a place, by a process with limits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from .bounded import forking, generate, import_all, ran

LIMIT_ERROR = re.compile(r"^\S+:\d+:\d+: error\[limits-exceeded\]: ", re.MULTILINE)

Schemas = dict[str, Any]
OK, TOO_MUCH = 0, 2


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def using(schemas: Schemas, name: str, **more: Any) -> str:
    """A document with these schemas, one of which is an answer."""
    content = {"application/json": {"schema": ref(name)}}
    response = {"200": {"description": "Fine", "content": content}}
    get = {"operationId": "getIt", "responses": response}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/x": {"get": get}},
            "components": {"schemas": schemas},
            **more,
        }
    )


def chain(length: int, link: Callable[[int], Any], end: Any = None) -> str:
    """`C0` leads to `C1`, and so on."""
    schemas = {f"C{number}": link(number) for number in range(length)}
    return using({**schemas, f"C{length}": end or {"type": "object"}}, "C0")


def nested(depth: int, around: Callable[[Any], Any]) -> str:
    inner: Any = {"type": "string"}
    for _ in range(depth):
        inner = around(inner)
    return using({"A": inner}, "A")


def member(number: int) -> Any:
    return {"type": "object", "properties": {f"p{number}": {"type": "string"}}}


def alias_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "openapi: 3.1.0\n" + "\n".join(lines)


def alias_bomb_of_keys() -> str:
    lines = ["a0: &a0 {k0: 1, k1: 1, k2: 1, k3: 1}"]
    lines += [
        f"a{n}: &a{n} {{<<: *a{n - 1}, {', '.join(f'p{m}: *a{n - 1}' for m in range(9))}}}"
        for n in range(1, 12)
    ]
    return "openapi: 3.1.0\n" + "\n".join(lines)


def diamonds(number: int) -> Any:
    return {"allOf": [ref(f"C{number + 1}"), ref(f"C{number + 1}"), member(number)]}


def complete(size: int) -> str:
    """Every schema refers to every other."""
    each = {f"p{n}": ref(f"C{n}") for n in range(size)}
    return using({f"C{n}": {"type": "object", "properties": each} for n in range(size)}, "C0")


def same_names(count: int) -> Schemas:
    return {"s" + "-" * n: member(0) for n in range(count)}


def numbers(text: str) -> str:
    head = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},'
    schema = f'{{"type": "integer", "const": {text}, "maximum": {text}, "enum": [1, {text}]}}'
    more = f'{{"type": "number", "default": {text}, "minimum": -{text}, "example": {text}}}'
    return f'{head} "components": {{"schemas": {{"A": {schema}, "B": {more}}}}}}}'


HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
DOCUMENTS: dict[str, tuple[Callable[[], str], str, int]] = {
    "aliases of aliases": (alias_bomb, "yaml", TOO_MUCH),
    "aliases merged and repeated": (alias_bomb_of_keys, "yaml", TOO_MUCH),
    "100,000 levels of JSON": (lambda: '{"a":' * 100_000 + "1" + "}" * 100_000, "json", TOO_MUCH),
    "100,000 levels of arrays": (lambda: "[" * 100_000, "json", TOO_MUCH),
    "100,000 levels of YAML in brackets": (lambda: HEAD + "x: " + "[" * 100_000, "yaml", TOO_MUCH),
    "100,000 levels of YAML in one line": (
        lambda: HEAD + "x:\n- " + "- " * 100_000,
        "yaml",
        TOO_MUCH,
    ),
    "2,000 levels of YAML": (
        lambda: HEAD + "\n".join(" " * n + "a:" for n in range(2_000)),
        "yaml",
        TOO_MUCH,
    ),
    "300 objects in one another": (
        lambda: nested(300, lambda inner: {"type": "object", "properties": {"p": inner}}),
        "json",
        TOO_MUCH,
    ),
    "80 objects in one another": (
        lambda: nested(80, lambda inner: {"type": "object", "properties": {"p": inner}}),
        "json",
        OK,
    ),
    "500 arrays in one another": (
        lambda: nested(500, lambda inner: {"type": "array", "items": inner}),
        "json",
        TOO_MUCH,
    ),
    "80 arrays in one another": (
        lambda: nested(80, lambda inner: {"type": "array", "items": inner}),
        "json",
        OK,
    ),
    "90 allOf in one another": (
        lambda: nested(90, lambda inner: {"allOf": [inner, member(1)]}),
        "json",
        OK,
    ),
    "90 oneOf in one another": (
        lambda: nested(90, lambda inner: {"oneOf": [inner, member(1)]}),
        "json",
        OK,
    ),
    "100,000 values of an enum": (
        lambda: using({"A": {"enum": [f"v{n}" for n in range(100_000)]}}, "A"),
        "json",
        OK,
    ),
    "1,000 values that have one name": (
        lambda: using({"A": {"enum": ["a" + "-" * n for n in range(1_000)]}}, "A"),
        "json",
        OK,
    ),
    "5,000 properties": (
        lambda: using(
            {"A": {"type": "object", "properties": {f"p{n}": {} for n in range(5_000)}}}, "A"
        ),
        "json",
        OK,
    ),
    "500 properties that have one name": (
        lambda: using(
            {"A": {"type": "object", "properties": {"p" + "-" * n: {} for n in range(500)}}}, "A"
        ),
        "json",
        OK,
    ),
    "700 schemas that have one name": (
        lambda: using({**same_names(700), "A": member(1)}, "A"),
        "json",
        OK,
    ),
    "3,000 members of a union": (
        lambda: using(
            {"A": {"oneOf": [ref(f"M{n}") for n in range(3_000)]}}
            | {f"M{n}": member(n) for n in range(3_000)},
            "A",
        ),
        "json",
        OK,
    ),
    "3,000 members of a union, inline": (
        lambda: using({"A": {"oneOf": [member(n) for n in range(3_000)]}}, "A"),
        "json",
        OK,
    ),
    "90 allOf in a row": (
        lambda: chain(90, lambda n: {"allOf": [ref(f"C{n + 1}"), member(n)]}, member(99)),
        "json",
        OK,
    ),
    "500 allOf in a row": (
        lambda: chain(500, lambda n: {"allOf": [ref(f"C{n + 1}"), member(n)]}, member(999)),
        "json",
        TOO_MUCH,
    ),
    "diamonds of allOf": (lambda: chain(60, diamonds, member(999)), "json", OK),
    "3,000 references in a row": (lambda: chain(3_000, lambda n: ref(f"C{n + 1}")), "json", OK),
    "3,000 objects in a row": (
        lambda: chain(
            3_000, lambda n: {"type": "object", "properties": {"p": ref(f"C{n + 1}")}}, member(1)
        ),
        "json",
        TOO_MUCH,
    ),
    "3,000 objects in a circle": (
        lambda: chain(
            2_999,
            lambda n: {"type": "object", "properties": {"p": ref(f"C{n + 1}")}},
            {"type": "object", "properties": {"p": ref("C0")}},
        ),
        "json",
        TOO_MUCH,
    ),
    "3,000 arrays in a circle": (
        lambda: chain(
            2_999,
            lambda n: {"type": "array", "items": ref(f"C{n + 1}")},
            {"type": "array", "items": ref("C0")},
        ),
        "json",
        TOO_MUCH,
    ),
    "3,000 unions in a row": (
        lambda: chain(3_000, lambda n: {"oneOf": [ref(f"C{n + 1}"), {"type": "string"}]}),
        "json",
        TOO_MUCH,
    ),
    "2,000 references through references": (
        lambda: chain(2_000, lambda n: {"$ref": f"#/components/schemas/C{n + 1}/properties/a"}),
        "json",
        OK,
    ),
    "60 schemas that all refer to all": (lambda: complete(60), "json", OK),
    "names of 100,000 characters": (
        lambda: using(
            {"n" * 100_000: {"properties": {"p" * 100_000: {"enum": ["e" * 100_000, "f"]}}}},
            "n" * 100_000,
            tags=[{"name": "t" * 100_000, "description": "d" * 100_000}],
        ),
        "json",
        OK,
    ),
    "patterns that take for ever": (
        lambda: using(
            {
                "A": {
                    "type": "object",
                    "properties": {"a": {"type": "string", "pattern": "(a+)+" * 1_000 + "$"}},
                    "patternProperties": {"((((a*)*)*)*)*b": {}, "(" * 10_000: {}, "[": {}},
                    "propertyNames": {"pattern": "(x+x+)+y"},
                }
            },
            "A",
        ),
        "json",
        OK,
    ),
    "an integer of 4,000 digits": (lambda: numbers("9" * 4_000), "json", OK),
    "an integer of 5,000 digits": (lambda: numbers("9" * 5_000), "json", TOO_MUCH),
    "an integer of 1,000,000 digits": (lambda: numbers("9" * 1_000_000), "json", TOO_MUCH),
    "integers of 5,000 digits in YAML": (
        lambda: HEAD + "components: {schemas: {A: {enum: [1, " + "9" * 5_000 + "]}}}",
        "yaml",
        OK,
    ),
    "hexadecimal integers in YAML": (
        lambda: HEAD + f"components: {{schemas: {{A: {{enum: [1, 0x{'f' * 990}]}}}}}}",
        "yaml",
        OK,
    ),
    "huge exponents": (lambda: numbers("1e999999"), "json", OK),
    "huge exponents in YAML": (lambda: numbers("1e999999"), "yaml", OK),
    "a number that is none": (lambda: numbers("NaN"), "json", OK),
    "100,000 times one key": (
        lambda: '{"openapi": "3.1.0", "paths": {}' + ', "k": 1' * 100_000 + "}",
        "json",
        OK,
    ),
    "30,000 times one key in YAML": (lambda: HEAD + "k: 1\n" * 30_000, "yaml", OK),
    "long descriptions of every kind": (
        lambda: using(
            {
                "A": {
                    "description": "word " * 100_000,
                    "properties": {
                        "a": {"description": "`" * 100_000},
                        "b": {"description": '"""' * 30_000 + "\\" * 30_000},
                        "c": {"description": "\n" * 1_000 + "a\n" * 30_000 + " " * 100_000},
                    },
                }
            },
            "A",
        ),
        "json",
        OK,
    ),
}


@pytest.fixture(scope="session")
def processes() -> Iterator[ForkServerContext]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[2]))  # They import `bounded`.
        yield forking()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_bounded(name: str, processes: ForkServerContext, tmp_path: Path) -> None:
    make, suffix, status = DOCUMENTS[name]
    spec, client = tmp_path / f"api.{suffix}", tmp_path / "client"
    spec.write_text(make(), "utf-8")
    done, log = ran(processes, generate, spec, client, log=tmp_path / "log")
    assert "Traceback" not in log, log[-2_000:]
    assert done == status, log[-2_000:]
    assert bool(LIMIT_ERROR.search(log)) is (status == TOO_MUCH), log[-2_000:]
    assert client.exists() is (status == OK)
    if status == OK:
        done, log = ran(processes, import_all, tmp_path, log=tmp_path / "log")
        assert done == 0, log[-2_000:]
