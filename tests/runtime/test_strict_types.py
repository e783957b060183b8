"""Values of another JSON type than the schema's: never converted without a word, in unions not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx2
import pytest
from pydantic import Field
from restamp_runtime.api import Api
from restamp_runtime.base64s import Base64, Base64Url
from restamp_runtime.clients import SyncClient
from restamp_runtime.codec import read_json
from restamp_runtime.decimals import DecimalNumber, DecimalText
from restamp_runtime.drift import Drift
from restamp_runtime.durations import Duration
from restamp_runtime.enums import OpenInt, OpenStr
from restamp_runtime.errors import DecodeError, StatusError
from restamp_runtime.hooks import Hooks
from restamp_runtime.model import Model, UnknownVariant
from restamp_runtime.plain import to_json
from restamp_runtime.request import Request
from restamp_runtime.times import Date, DateTime
from restamp_runtime.unions import Discriminated

API = Api(name="x", base_url="https://api.example.com")
ID = "12345678-1234-1234-1234-123456789012"


class Level(OpenInt):
    LOW = 1


class Mood(OpenStr):
    GOOD = "good"


class Part(Model):
    count: int
    size: float | None = None


class Cat(Model):
    kind: Literal["cat"] = "cat"
    lives: int
    spots: tuple[int, str] | None = None


class Dog(Model):
    kind: Literal["dog"] = "dog"
    age: Duration | None = None


class Flag(Model):
    on: Literal[True] = True
    number: Annotated[Literal[1] | None, Field(alias="number")] = None


Pet = Annotated[Cat | Dog | UnknownVariant, Discriminated("kind", {"cat": "Cat", "dog": "Dog"})]
Tagless = Annotated[Cat | Dog, Discriminated("kind", {"dog": "Dog"}, optional=["Cat"])]


def sent(content: str, annotation: Any, **options: Any) -> tuple[Any, list[str]]:
    drift: list[Drift] = []
    headers = {"content-type": "application/json"}
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, content=content.encode(), headers=headers)
    )
    hooks = Hooks(on_drift=drift.append)
    with SyncClient(API, transport=transport, hooks=hooks, **options) as client:
        value = client.send(Request("GET", "/x", annotation))
    assert len(drift) <= 1
    return value, [problem for each in drift for problem in each.problems]


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


@pytest.mark.parametrize(
    ("annotation", "content", "value"),
    [
        (int, "1.0", 1),
        (int, "1e2", 100),
        (float, "1", 1.0),
        (float | int, "1", 1),
        (int | str, "2.0", 2),
        (Level, "1", Level.LOW),
        (Level, "1.0", Level.LOW),
        (Level, "7", Level(7)),
        (Literal[1], "1.0", 1),
        (Literal[True], "true", True),
        (DecimalText, '"1.50"', Decimal("1.50")),
        (DecimalNumber, "1.5", Decimal("1.5")),
        (DecimalNumber, "12345678901234567.89", Decimal("12345678901234567.89")),
        (DecimalNumber, "1E+400", Decimal("1E+400")),
        (DecimalNumber, "12345678901234567890123", Decimal("12345678901234567890123")),
        (UUID, f'"{ID}"', UUID(ID)),
        (Duration, '"P1D"', timedelta(days=1)),
        (Base64, '"YQ=="', b"a"),
        (tuple[int, str], '[1, "a"]', (1, "a")),
        (set[int], "[1, 2]", {1, 2}),
        (dict[str, int], '{"a": 1.0}', {"a": 1}),
        (Part, '{"count": 3.0, "size": 4}', Part(count=3, size=4.0)),
        (Pet, '{"kind": "cat", "lives": 9, "spots": [1.0, "a"]}', Cat(lives=9, spots=(1, "a"))),
        (Pet, '{"kind": "dog", "age": "PT5M"}', Dog(age=timedelta(minutes=5))),
        (Tagless, '{"lives": 9, "spots": [1, "a"]}', Cat(lives=9, spots=(1, "a"))),
        (Any, "1.0", 1.0),
    ],
)
@pytest.mark.parametrize("validation", ["strict", "tolerant"])
def test_instances_of_the_schema_are_values(
    annotation: Any, content: str, value: Any, validation: str
) -> None:
    decoded, problems = sent(content, annotation, validation=validation)
    assert same(decoded, value) and problems == []


def test_an_integer_with_a_point_does_not_change_other_digits() -> None:
    class Bill(Model):
        count: int
        total: DecimalNumber

    bill, problems = sent('{"count": 2.0, "total": 12345678901234567.89}', Bill)
    assert same(bill.count, 2) and bill.total == Decimal("12345678901234567.89")
    assert problems == []


@pytest.mark.parametrize(
    ("annotation", "content", "value"),
    [
        # One type is described, and nothing is lost: converted.
        (int, '"12"', 12),
        (int | None, '"12"', 12),
        (float, '"1.5"', 1.5),
        (bool, '"true"', True),
        (bool, "0", False),
        (bool, "1", True),
        (Level, '"1"', Level.LOW),
        (DecimalNumber, '"1.50"', Decimal("1.50")),
        (DecimalText, "1.5", Decimal("1.5")),
        (DecimalText | None, "1.5", Decimal("1.5")),
        (DecimalNumber | None, '"1.5"', Decimal("1.5")),
        (bool | None, "1", True),
        (list[int], '[1, "2"]', [1, 2]),
        (dict[str, bool], '{"a": "false"}', {"a": False}),
        # Something would be lost or invented: the data as it came.
        (int, '"007"', "007"),
        (int, '" 1"', " 1"),
        (int, '"1.5"', "1.5"),
        (int, "1.5", 1.5),
        (int, "true", True),
        (float, "true", True),
        (float, '"NaN"', "NaN"),
        (bool, '"yes"', "yes"),
        (bool, "2", 2),
        (bool, "1.0", 1.0),
        (str, "5", 5),
        (str, "true", True),
        (Mood, "5", 5),
        (Level, "true", True),
        (Literal[True], "1", 1),
        (Literal[1], "true", True),
        (list[Literal[True]], "[1]", [1]),
        (DateTime, "12", 12),
        (Date, '"12"', "12"),
        (UUID, "12", 12),
        (Duration, "60", 60),
        (DecimalNumber, "true", True),
        # No member of the union: never converted into one.
        (int | str, "true", True),
        (int | bool, '"1"', "1"),
        (int | bool | None, '"true"', "true"),
        (float | bool, '"1.5"', "1.5"),
        (Literal[True] | str, "1", 1),
        (str | DateTime, "12", 12),
        (DateTime | int, '"5"', "5"),
        (Date | int | None, '"5"', "5"),
        (Duration | int, '"5"', "5"),
        (Base64 | int, '"_"', "_"),
        (DecimalNumber | bool, '"1.5"', "1.5"),
        (list[int | str], '[1, "a", true]', [1, "a", True]),
        (dict[str, int | str], '{"a": false}', {"a": False}),
        (tuple[int | str, bool], "[true, true]", (True, True)),
    ],
)
def test_another_type_is_drift(annotation: Any, content: str, value: Any) -> None:
    decoded, problems = sent(content, annotation)
    assert same(decoded, value) and problems
    items = [*decoded] if isinstance(decoded, (list, tuple)) else []
    assert [*map(type, items)] == [type(item) for item in (value if items else [])]
    with pytest.raises(DecodeError, match="does not match the document"):
        sent(content, annotation, validation="strict")


@pytest.mark.parametrize(
    ("annotation", "content", "place"),
    [
        (Part, '{"count": "3", "size": 2.0}', "count"),
        (Flag, '{"on": 1, "number": 1}', "on"),
        (Flag, '{"on": true, "number": true}', "number"),
        (Pet, '{"kind": "cat", "lives": "9"}', "lives"),
    ],
)
def test_a_field_of_another_type_is_one_place(annotation: Any, content: str, place: str) -> None:
    value, problems = sent(content, annotation)
    assert isinstance(value, Model) and place in problems[0]
    with pytest.raises(DecodeError, match=place):
        sent(content, annotation, validation="strict")


def test_the_fields_around_drift_are_as_described() -> None:
    class Whole(Model):
        parts: list[Part]
        either: int | str | None = None
        at: DateTime | None = None

    content = (
        '{"parts": [{"count": 1.0}, {"count": "2"}, {"count": true}],'
        ' "either": true, "at": "2026-01-02T03:04:05Z"}'
    )
    value, problems = sent(content, Whole)
    assert [part.count for part in value.parts] == [1, 2, True]
    assert [type(part.count) for part in value.parts] == [int, int, bool]
    assert value.either is True and isinstance(value.at, datetime)
    assert sorted(problem.split(":")[0] for problem in problems) == [
        "either.int",
        "either.str",
        "parts.1.count",
    ]


def test_an_error_of_another_type_is_data() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(400, json={"count": "1"})

    request: Request[int] = Request("GET", "/x", int, errors={400: Part})
    client = SyncClient(API, transport=httpx2.MockTransport(handler))
    with client, pytest.raises(StatusError) as info:
        client.send(request)
    assert info.value.error == {"count": "1"}


def test_a_caller_has_the_conversions_of_pydantic() -> None:
    part = Part(count="3")  # type: ignore[arg-type]
    assert same(part.count, 3)
    assert same(Cat.model_validate({"lives": "9"}).lives, 9)
    assert same(Part.model_validate_json('{"count": "3"}').count, 3)


@pytest.mark.parametrize("text", ["03:04", "10:00:00", "3 days, 10:00", "1d", "3600"])
def test_other_texts_are_no_durations(text: str) -> None:
    content = f'"{text}"'
    assert sent(content, Duration | str) == (text, [])
    assert sent(content, Duration) == (text, ["Value error, expected an ISO 8601 duration"])
    with pytest.raises(DecodeError, match="ISO 8601"):
        sent(content, Duration, validation="strict")


@pytest.mark.parametrize("text", ["P1D", "-PT5M", "+P1W", "PT1.5H"])
def test_texts_of_iso_8601_are_durations(text: str) -> None:
    value, drift = sent(f'"{text}"', Duration | str)
    assert isinstance(value, timedelta) and not drift


class Counted(Model):
    a: int


class Sized(Model):
    sizes: list[int | None]


def test_an_integral_float_leaves_the_member_of_an_untagged_union() -> None:
    kind: Any = Counted | Sized | UnknownVariant
    for text, value in (
        ('{"a": 1.0}', Counted(a=1)),
        ('{"a": 1e23}', Counted(a=10**23)),
        ('{"sizes": [2.0, null]}', Sized(sizes=[2, None])),
    ):
        decoded = read_json(kind, text)
        assert type(decoded) is type(value) and decoded == value
    assert type(read_json(Counted | dict[str, Any], '{"a": 1.0}')) is Counted
    assert type(read_json(kind, '{"a": 1.5}')) is UnknownVariant
    assert type(read_json(Counted, '{"a": 3.0}').a) is int


class Content(Model):
    standard: Base64 | str | None = None
    for_urls: Base64Url | str | None = None
    plain: Base64 | None = None


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("standard", "++8=", b"\xfb\xef"),
        ("standard", "--8", "--8"),
        ("standard", "YQ", "YQ"),
        ("standard", "YQ==\\n", "YQ==\n"),
        ("standard", ID, ID),
        ("for_urls", "--8", b"\xfb\xef"),
        ("for_urls", "--8=", "--8="),
        ("for_urls", "++8=", "++8="),
        ("plain", "--8", b"\xfb\xef"),
        ("plain", "YQ", b"a"),
    ],
)
def test_text_that_bytes_would_change_stays_text_in_a_union(
    field: str, text: str, value: object
) -> None:
    content, drift = sent(f'{{"{field}": "{text}"}}', Content)
    assert (getattr(content, field), drift) == (value, [])
    if field != "plain":
        assert to_json(content).decode() == f'{{"{field}":"{text}"}}'


@pytest.mark.parametrize("number", ["1E400", "-1E400", "1.5"])
def test_a_number_that_is_no_integer_is_drift(number: str) -> None:
    value, drift = sent(f'{{"a": {number}}}', Counted)
    assert (value.a, drift) == (float(number), ["a: Input should be a valid integer"])
    with pytest.raises(DecodeError, match="valid integer"):
        sent(f'{{"a": {number}}}', Counted, validation="strict")
