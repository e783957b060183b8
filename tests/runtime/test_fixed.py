"""What the document fixes is sent, wherever the model stands."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import pytest
from pydantic import Field
from restamp_runtime.codec import adapter
from restamp_runtime.model import Model, UnknownVariant
from restamp_runtime.plain import to_json
from restamp_runtime.texts import date_time_text
from restamp_runtime.times import DateTime, WrittenDateTime
from restamp_runtime.unions import Discriminated


def sent_date_time(value: datetime) -> str:
    """The text of a date-time in a model, which is written more quickly than alone."""
    return str(adapter(DateTime).dump_python(value, mode="json"))


class Leaf(Model):
    kind: Literal["leaf"] = "leaf"
    size: int | None = None


class Bare(Model):
    name: str | None = None


class Grown(Bare):
    """A subclass stands where its parent is declared."""

    kind: Literal["grown"] = "grown"


class Tree(Model):
    leaf: Leaf | None = None
    leaves: list[Leaf] | None = None
    by_name: dict[str, list[Leaf | str]] | None = None
    bare: Bare | None = None
    anything: Any = None
    words: list[str] | None = None


LEAF = b'{"kind":"leaf"}'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (lambda: Leaf(), LEAF),
        (lambda: [Leaf(), {"a": (Leaf(),)}], b'[%b,{"a":[%b]}]' % (LEAF, LEAF)),
        (lambda: Tree(leaf=Leaf()), b'{"leaf":%b}' % LEAF),
        (lambda: Tree(leaves=[Leaf()]), b'{"leaves":[%b]}' % LEAF),
        (lambda: Tree(by_name={"a": ["b", Leaf()]}), b'{"by_name":{"a":["b",%b]}}' % LEAF),
        (lambda: Tree(anything={"a": [Leaf()]}), b'{"anything":{"a":[%b]}}' % LEAF),
        (lambda: Tree(bare=Grown(name="n")), b'{"bare":{"name":"n","kind":"grown"}}'),
        (lambda: Tree.model_validate({"more": Leaf()}), b'{"more":%b}' % LEAF),
        (lambda: Tree(words=["a"]), b'{"words":["a"]}'),
    ],
)
def test_fixed_fields_are_sent_at_every_depth(value: Callable[[], object], expected: bytes) -> None:
    assert to_json(value()) == expected


@pytest.mark.parametrize(
    "value",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(2024, 5, 6, 7, 8, 9, 120, tzinfo=UTC),
        datetime(2024, 5, 6, tzinfo=timezone(timedelta(0))),
        datetime(2024, 5, 6, tzinfo=timezone(-timedelta(minutes=30))),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=14))),
        datetime(2024, 7, 1, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(1900, 7, 1, tzinfo=ZoneInfo("Europe/Paris")),
        WrittenDateTime.of("2024-05-06 07:08:09", datetime(2024, 5, 6, 7, 8, 9)),
        WrittenDateTime.of("2024-05-06t07:08Z", datetime(2024, 5, 6, 7, 8, tzinfo=UTC)),
    ],
)
def test_the_quick_text_of_a_date_time_is_the_slow_one(value: datetime) -> None:
    assert sent_date_time(value) == date_time_text(value)


def test_an_offset_with_seconds_violates_rfc_3339() -> None:
    moment = datetime(1900, 7, 1, 0, 9, 21, tzinfo=ZoneInfo("Europe/Paris"))
    assert sent_date_time(moment) == "1900-07-01T00:00:00Z"


def test_the_quick_text_refuses_what_has_no_time_zone() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        sent_date_time(datetime(2024, 5, 6))


class Circle(Model):
    __pydantic_extra__: dict[str, int] = Field(init=False)
    radius: int


INNER = Discriminated("shape", {"circle": "Circle"}, adds={"Circle": "circle"})
OUTER = Discriminated("group", {"round": INNER}, adds={"Circle": "round"})
Shape = Annotated[Circle | UnknownVariant, OUTER]


def test_a_variant_with_typed_members_is_sent_with_the_tags_of_both_unions() -> None:
    class Drawing(Model):
        shape: Shape | None = None

    sent = to_json(Drawing(shape=Circle(radius=1)))
    assert sent == b'{"shape":{"radius":1,"group":"round","shape":"circle"}}'


def test_a_union_that_was_used_can_be_pickled() -> None:
    assert OUTER.tagged(Circle(radius=1)) is not None
    assert pickle.loads(pickle.dumps(OUTER)) == OUTER


def test_tags_of_equal_value_and_other_type_stay_apart() -> None:
    sent = [
        to_json(Discriminated("on", {}, adds={"Bare": tag}).tagged(Bare(name="n")))
        for tag in (1, True)
    ]
    assert sent == [b'{"name":"n","on":1}', b'{"name":"n","on":true}']
