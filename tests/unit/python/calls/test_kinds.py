"""The kinds of calls: the runtime has what each says of itself, and nothing else lists them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

import pytest

from restamp.python.calls.kinds import CALL_VARIANTS, KINDS, PLAIN, CallKind, Symbol
from restamp.runtime.modules import FOLDER

from ....runtime_source import tree_of

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.call)


@every_kind
def test_the_runtime_has_what_it_names(kind: CallKind) -> None:
    missing = [f"{module}.{name}" for name, module in symbols(kind) if name not in defined(module)]
    assert not missing


@every_kind
def test_its_request_has_as_many_parameters(kind: CallKind) -> None:
    (request,) = [
        node
        for node in tree_of(kind.requests.removeprefix(f"{FOLDER}.")).body
        if isinstance(node, ast.ClassDef) and node.name == kind.request
    ]
    bases = [base for base in request.bases if ast.unparse(base).startswith("Generic[")]
    assert (
        len(bases) == 1
    ), f"class {kind.request} needs a base Generic[...] with a parameter for each of parts"
    generic = bases[0]
    assert isinstance(generic, ast.Subscript)
    count = len(generic.slice.elts) if isinstance(generic.slice, ast.Tuple) else 1
    assert count == len(kind.parts), f"parameters of {kind.request} against parts of the CallKind"


@every_kind
def test_its_fake_is_of_its_request(kind: CallKind) -> None:
    name, module = kind.fake
    (maker,) = [
        node
        for node in tree_of(module.removeprefix(f"{FOLDER}.")).body
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    takes = ast.unparse(maker.args)
    own = kind.request if kind.fake != PLAIN.fake else PLAIN.request
    assert f" {own}[" in takes, f"the argument of {name} must be annotated with {own}[...]"


@every_kind
def test_its_ways(kind: CallKind) -> None:
    """A caller always can call, gets parts of the request's class only, and knows of each way what it is."""
    assert "" in {way.path for way in kind.variants}
    parts = {way.part for way in kind.variants}
    assert parts == set(
        kind.parts
    ), "each part of the CallKind is the result of a variant, and the reverse"
    assert all(replace(CALL_VARIANTS[way.path], part=way.part) == way for way in kind.variants)


def test_all_kinds_have_the_fake_of_plain_calls_or_one_for_more() -> None:
    """A client's fake has one base class: where kinds need more than the plain one, it is the same."""
    assert len({kind.fake_api for kind in KINDS} - {PLAIN.fake_api}) <= 1


def symbols(kind: CallKind) -> Iterator[Symbol]:
    yield from ((f"{prefix}{kind.call}", kind.calls) for prefix in ("", "async_"))
    if kind.xml_call is not None:
        name, module = kind.xml_call
        yield from ((f"{prefix}{name}", module) for prefix in ("", "async_"))
    yield kind.request, kind.requests
    yield from (kind.fake, kind.fake_api)
    if kind.client is not None:
        name, module = kind.client
        yield from ((f"{prefix}{name}", module) for prefix in ("", "Async"))
    yield from kind.exports.items()
    yield from kind.errors.items()


def defined(module: str) -> set[str]:
    body = tree_of(module.removeprefix(f"{FOLDER}.")).body
    return {n.name for n in body if isinstance(n, ast.ClassDef | ast.FunctionDef)}
