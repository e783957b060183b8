"""Wide lines are broken as black breaks them; black is the judge."""

from __future__ import annotations

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restamp.emit.breaking import broken
from restamp.emit.format import formatted

LONG = "AnExceedinglyLongNameOfAModelThatFillsTheLine"
WORDS = ", ".join(f'"word{number}"' for number in range(20))
UNION = " | ".join(f"{LONG}{number}" for number in range(3))

STATEMENTS = [
    f"from .{LONG.lower()} import {LONG} as {LONG}",
    f"from .a import {LONG}, {LONG}2",
    f"x: {UNION}",
    f"x: {UNION} | None = None",
    f'x: Annotated[{UNION} | None, Field(alias="{LONG}")] = None',
    f'x: Annotated[list[{LONG}] | None, Field(alias="{LONG}", default_factory=list)] = None',
    f"x: {LONG} | Literal[{WORDS}]",
    f"x: Literal[{WORDS}] | None = None",
    f"x: list[{LONG}{LONG}]",
    f"x: {LONG}{LONG}",
    f"x: {LONG} = {LONG}.{LONG}",
    f"x: TypeAlias = {UNION}",
    f"x: TypeAlias = Literal[{WORDS}] | {LONG} | Mapping[str, Any]",
    f'X = TypeAliasType("X", {LONG}{LONG})',
    f'X = TypeAliasType("X", {UNION})',
    f'X = TypeAliasType("X", Annotated[{UNION}, Discriminated("type", {{"a": "{LONG}", "b": "{LONG}"}})])',
    f"X = {UNION}",
    f"{LONG.lower()}_{LONG.lower()[:20]}: Final = async_call(module.{LONG}{LONG})",
    f"{LONG.lower()}_{LONG.lower()[:30]}: Final = async_call(module.{LONG}{LONG})",
    f"{LONG.lower()}_{LONG.lower()}: Final = call(module.{LONG[:20]})",
    f"{LONG.lower()}_{LONG.lower()[:20]}: {LONG} | None = call(module.{LONG}{LONG}, other)",
    f"__all__ = [{WORDS}]",
    f'x = call(tags={{"a": ("{LONG}", "{LONG}"), "b": ("{LONG[:9]}",)}})',
    f'x = call(security=(("{LONG}{LONG}",),))',
    f'x = call({{"{LONG}{LONG[:30]}": Basic()}})',
    f"x = call({{401: {UNION}, 404: {LONG}}})",
    f'x = call({LONG}=lambda: {{"a": {LONG}, "b": {LONG}}})',
    f'x: Annotated[Literal[-100000] | int | None, Field(alias="{LONG}{LONG[:20]}")] = None',
    f'x: Annotated[int, Field(description="[{LONG}, {LONG} | {LONG}")] = None',
]
BLOCKS = [
    f"def f(\n    body: {UNION} | None = None,\n) -> None: ...",
    f"def f(\n    a: int,\n    body: {LONG}{LONG},\n) -> None: ...",
    f'def f(\n    a: int,\n) -> Request[Annotated[{UNION}, Discriminated("type", {{"a": "{LONG}"}})]]: ...',
    f"def f(\n    a: int,\n) -> {UNION}: ...",
    f"def function_of_some_length() -> Request[models.{LONG}{LONG[:10]}]: ...",
    f'def f() -> Request[Annotated[{UNION}, Discriminated("type", {{"a": "{LONG}"}})]]: ...',
    f"def f() -> {UNION}: ...",
    f"class X:\n    def method_of_some_length(self) -> {LONG}{LONG}: ...",
    f"class X:\n    @overload\n    def error(self) -> {UNION}: ...",
    f"class {LONG}{LONG}(Model):\n    pass",
    f"class {LONG}(TypedDict, {LONG}, total=False):\n    pass",
    f"def f() -> None:\n    return {LONG}(\n        {LONG}, {LONG}, validation\n    )",
]


def judged(text: str) -> str:
    return black.format_str(text, mode=black.Mode(target_versions={black.TargetVersion.PY311}))


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_statements(statement: str, depth: int) -> None:
    heads = "".join(
        "    " * level + "class X:\n" + "\n" * (level + 1 < depth) for level in range(depth)
    )
    line = "    " * depth + statement + "\n"
    assert broken(line) is not None
    assert heads + (broken(line) or "") == judged(heads + line)


@pytest.mark.parametrize("block", BLOCKS)
def test_blocks(block: str) -> None:
    result = formatted("x.py", block + "\n", ours=True)
    assert (result.text, result.black_calls) == (judged(block + "\n"), 0)


@pytest.mark.parametrize(
    "statement",
    [
        f"x = {LONG} + {LONG}",
        f"x = {LONG}  # {LONG}",
        f'x = "{LONG}" "{LONG}"',
        f"x = {LONG} if {LONG} else 1",
    ],
)
def test_what_is_not_known_goes_through_black(statement: str) -> None:
    assert broken(f"{statement}\n") is None
    result = formatted("x.py", f"{statement}\n", ours=True)
    assert (result.text, result.black_calls) == (judged(f"{statement}\n"), 1)


NAMES = st.sampled_from(
    ["int", "str", "None", LONG, f"models.{LONG}", LONG[:20], '"text, of | some [kind"']
)
TYPES = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" | ".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda items: f"list[{', '.join(items)}]"),
        st.tuples(inner, inner).map(
            lambda pair: f'Annotated[{pair[0]}, Field(alias="{LONG}", x={pair[1]})]'
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(
    kind=st.sampled_from(
        ["x: {}", "x: {} = None", 'X = TypeAliasType("X", {})', "x: TypeAlias = {}"]
    ),
    type_=TYPES,
)
def test_any_type(kind: str, type_: str) -> None:
    line = f"class X:\n    {kind.format(type_)}\n"
    result = formatted("x.py", line, ours=True)
    assert result.text == judged(line)
