"""The text of a type is read back as that type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restamp.api_diff.types.notation import NotationError, read, read_slot, write, write_slot
from restamp.python.types.public import (
    Container,
    Default,
    Generic,
    Literals,
    Model,
    PublicType,
    Simple,
    Value,
    union_of,
)

NAMES = st.from_regex(r"[^\W\d]\w{0,8}", fullmatch=True).filter(str.isidentifier)
VALUES = st.one_of(st.booleans(), st.integers(), st.text(max_size=6))
LEAVES: st.SearchStrategy[PublicType] = st.one_of(
    st.sampled_from(Simple),
    st.builds(Model, NAMES),
    st.lists(st.builds(Value.of, VALUES), min_size=1, max_size=3).map(lambda v: Literals(tuple(v))),
)


def composed(parts: st.SearchStrategy[PublicType]) -> st.SearchStrategy[PublicType]:
    several = st.lists(parts, min_size=1, max_size=3)
    containers = st.sampled_from(Container)
    return st.one_of(
        several.map(union_of),
        st.builds(lambda c, a: Generic(c, tuple(a)), containers, several),
        st.just(Generic(Container.TUPLE, ())),
    )


TYPES = st.recursive(LEAVES, composed, max_leaves=8)
DEFAULTS = st.one_of(
    st.none(),
    st.builds(
        Default, st.one_of(VALUES, st.none(), st.floats(allow_nan=False, allow_infinity=False))
    ),
)


@given(TYPES, DEFAULTS)
def test_what_is_read_is_what_was_written(type_: PublicType, default: Default | None) -> None:
    assert read(write(type_)) == type_
    text = write_slot(type_, default)
    again, value = read_slot(text)
    assert (again, repr(value)) == (type_, repr(default))
    assert write_slot(again, value) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "string",
        "models.",
        "str |",
        "str | ",
        "str|int",
        "list",
        "list[",
        "list[]",
        "list[str",
        "list[str]]",
        "set[str]",
        "Literal[]",
        "Literal[1.5]",
        "Literal['a']",
        'Annotated[str, "x"]',
        "str = ",
        "str = None | int",
        "f(x)",
        "models.A or str",
        "models.__import__('os')",
    ],
)
def test_other_text_is_not_a_type(text: str) -> None:
    with pytest.raises(NotationError):
        read_slot(text)


def test_true_is_not_one() -> None:
    assert read("Literal[True]") != read("Literal[1]")
