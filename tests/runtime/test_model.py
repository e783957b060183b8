"""Models, open enumerations and unions."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError
from restamp_runtime.base64s import Base64
from restamp_runtime.codec import adapter
from restamp_runtime.decimals import DecimalNumber
from restamp_runtime.durations import Duration
from restamp_runtime.enums import OpenInt, OpenStr
from restamp_runtime.model import Model, UnknownVariant
from restamp_runtime.plain import to_json
from restamp_runtime.typed import shape_of
from restamp_runtime.unions import Discriminated
from typing_extensions import TypeAliasType


class State(OpenStr):
    ON = "on"
    OFF = "off"


class Level(OpenInt):
    LOW = 0
    HIGH = 999


class Cat(Model):
    kind: Literal["cat"] = "cat"
    name: str


class Kitten(Cat):
    weeks: int | None = None


class Dog(Model):
    kind: str | None = None
    name: str
    state: State | None = None


class Rock(Model):
    type_: Annotated[str | None, Field(alias="kind")] = None


Pet = Annotated[
    Cat | Kitten | Dog | Rock | UnknownVariant,
    Discriminated(
        "kind", {"cat": "Cat", "kitten": "Kitten", "dog": "Dog", "hound": "Dog", "rock": "Rock"}
    ),
]


class Box(Model):
    pet: Pet | None = None
    pets: list[Pet] | None = None
    loose: Cat | Level | UnknownVariant | None = None


class Leaf(Model):
    op: Literal["leaf"] = "leaf"


class Branch(Model):
    op: Literal["branch"] = "branch"
    nodes: list[Node] | None = None


Node = TypeAliasType(
    "Node",
    "Annotated[Leaf | Branch | UnknownVariant, Discriminated('op', {'leaf': 'Leaf', 'branch': 'Branch'})]",
)


def decode(annotation: Any, data: Any) -> Any:
    return adapter(annotation).validate_json(json.dumps(data))


class TestEnums:
    def test_known_values_are_members(self) -> None:
        assert decode(State, "on") is State.ON
        assert decode(Level, 999) is Level.HIGH

    def test_unknown_values_are_kept(self) -> None:
        state = decode(State, "new")
        assert isinstance(state, State) and state == "new" and state.value == "new"
        assert str(state) == f"{state}" == "new" and repr(state) == "<State.new: 'new'>"
        level = decode(Level, 5)
        assert isinstance(level, Level) and level == 5 and str(level) == "5"
        assert list(State) == [State.ON, State.OFF]

    @pytest.mark.parametrize("member", [State.ON, State("new"), Level.HIGH, Level(5)])
    def test_members_are_values(self, member: Any) -> None:
        for same in (pickle.loads(pickle.dumps(member)), copy.deepcopy(member)):
            assert same == member and hash(same) == hash(member) == hash(member.value)
            assert type(same) is type(member) and same.name == member.name
        assert {member.value: 1}[member] == 1
        assert to_json([member]) == json.dumps([member.value]).encode()

    def test_match(self) -> None:
        def seen(state: State) -> str:
            match state:
                case State.ON:
                    return "known"
                case "new":
                    return "unknown"
                case _:
                    return "else"

        assert [seen(State(s)) for s in ("on", "new", "x")] == ["known", "unknown", "else"]

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (State, 5),
            (State, None),
            (State, ["on"]),
            (Level, "x"),
            (Level, None),
            (Level, 1.5),
            (Level, True),
        ],
    )
    def test_other_types_are_errors(self, kind: Any, value: Any) -> None:
        with pytest.raises(ValidationError):
            decode(kind, value)

    def test_as_keys_of_an_object(self) -> None:
        assert decode(dict[State, int], {"on": 1, "new": 2}) == {State.ON: 1, State("new"): 2}


class TestModel:
    def test_unknown_fields_are_kept_and_sent(self) -> None:
        cat = decode(Cat, {"kind": "cat", "name": "Tom", "age": 3})
        assert cat.age == 3
        assert to_json(cat) == b'{"kind":"cat","name":"Tom","age":3}'

    def test_by_name_and_by_alias(self) -> None:
        assert Rock(type_="rock") == Rock(kind="rock")  # type: ignore[call-arg]
        assert to_json(Rock(type_="rock")) == b'{"kind":"rock"}'

    def test_unknown_variants_give_their_fields(self) -> None:
        thing = decode(Pet, {"kind": "emu", "legs": 2})
        assert isinstance(thing, UnknownVariant) and thing.legs == 2
        assert to_json(thing) == b'{"kind":"emu","legs":2}'

    def test_base64(self) -> None:
        decoded = decode(list[Base64], ["+/8=", "-_8", "-_8=", "", "AAA\nA"])
        assert decoded == [b"\xfb\xff", b"\xfb\xff", b"\xfb\xff", b"", b"\0\0\0"]
        assert TypeAdapter(Base64).dump_json(b"\xfb\xff") == b'"+/8="'
        assert TypeAdapter(Base64).validate_python(b"raw") == b"raw"
        with pytest.raises(ValidationError):
            decode(Base64, "no base64!")


class TestUnions:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            ({"kind": "cat", "name": "a"}, Cat),
            ({"kind": "kitten", "name": "a", "weeks": 2}, Kitten),
            ({"kind": "dog", "name": "a"}, Dog),
            ({"kind": "hound", "name": "a"}, Dog),
            ({"kind": "rock"}, Rock),
            ({"kind": "emu", "name": 5}, UnknownVariant),
            ({"kind": 7}, UnknownVariant),
            ({"kind": None}, UnknownVariant),
            ({"kind": ["cat"]}, UnknownVariant),
            ({}, UnknownVariant),
        ],
    )
    def test_the_tag_chooses(self, data: Any, kind: type) -> None:
        assert type(decode(Pet, data)) is kind
        assert type(Box(pet=data).pet) is kind

    def test_an_invalid_variant_is_not_an_unknown_variant(self) -> None:
        with pytest.raises(ValidationError) as caught:
            decode(Box, {"pet": {"kind": "dog", "name": 5}})
        assert caught.value.errors()[0]["loc"] == ("pet", "kind", "dog", "name")

    @pytest.mark.parametrize("data", ["text", 5, None, [], [1], True])
    def test_no_object_is_an_error(self, data: Any) -> None:
        with pytest.raises(ValidationError):
            decode(Pet, data)

    @pytest.mark.parametrize(
        "pet",
        [
            Cat(name="a"),
            Kitten(name="a", weeks=1),
            Dog(name="a", state=State.ON),
            Dog(kind="cat", name="a"),
            Rock(),
            UnknownVariant.model_validate({"x": 1}),
        ],
    )
    def test_instances_go_by_their_class(self, pet: Any) -> None:
        box = Box(pet=pet, pets=[pet])
        assert box.pet is pet and box.pets is not None and box.pets[0] is pet

    def test_all_fields_of_a_subclass_are_sent(self) -> None:
        class Pair(Model):
            first: Cat | None = None
            rest: list[Cat] | None = None

        pair = Pair(first=Kitten(name="a", weeks=1), rest=[Kitten(name="b", weeks=2)])
        kittens = json.loads(to_json(pair))
        assert kittens["first"] == {"kind": "cat", "name": "a", "weeks": 1}
        assert kittens["rest"] == [{"kind": "cat", "name": "b", "weeks": 2}]

    def test_recursion_through_an_alias(self) -> None:
        data = {"op": "branch", "nodes": [{"op": "leaf"}, {"op": "branch", "nodes": [{"op": "x"}]}]}
        node = decode(Node, data)
        assert type(node) is Branch and node.nodes is not None
        leaf, branch = node.nodes
        assert type(leaf) is Leaf and type(branch) is Branch
        assert branch.nodes is not None and type(branch.nodes[0]) is UnknownVariant
        assert json.loads(to_json(node)) == data

    def test_a_default_member(self) -> None:
        union = Annotated[Cat | Dog, Discriminated("kind", {"cat": "Cat"}, default="Dog")]
        assert type(decode(union, {"kind": "cat", "name": "a"})) is Cat
        assert type(decode(union, {"kind": "wolf", "name": "a"})) is Dog
        assert type(decode(union, {"name": "a"})) is Dog
        with pytest.raises(ValidationError):
            decode(union, {"kind": "cat", "name": 5})

    def test_members_without_a_tag(self) -> None:
        union = Annotated[
            Cat | Dog | str | list[int] | Literal[5] | None,
            Discriminated("kind", {"cat": "Cat", "gone": "Gone"}),
        ]
        assert type(decode(union, {"kind": "cat", "name": "a"})) is Cat
        assert type(decode(union, {"kind": "dog", "name": "a"})) is Dog
        assert [decode(union, data) for data in ("text", [1], 5, None)] == ["text", [1], 5, None]
        for broken in ({"kind": "cat", "name": 5}, {"kind": "dog"}, 6):
            with pytest.raises(ValidationError):
                decode(union, broken)
        only = Annotated[Cat, Discriminated("kind", {"cat": "Cat"})]
        assert type(decode(only, {"kind": "cat", "name": "a"})) is Cat
        with pytest.raises(ValidationError):
            decode(only, {"kind": "dog", "name": "a"})

    def test_without_a_tag_the_best_match_is_used(self) -> None:
        assert type(decode(Box, {"loose": {"name": "a"}}).loose) is Cat
        assert type(decode(Box, {"loose": {"nom": "a"}}).loose) is UnknownVariant
        assert decode(Box, {"loose": 999}).loose is Level.HIGH


class First(Model):
    kind: Any
    first: str


class Second(Model):
    kind: Any
    second: str


@pytest.mark.parametrize(
    ("tags", "value"), [(("1", "2"), 2), (("1.5", "2.5"), 2.5), (("true", "false"), False)]
)
def test_a_tag_that_is_not_a_string(tags: tuple[str, str], value: Any) -> None:
    union: Any = Annotated[
        First | Second | UnknownVariant,
        Discriminated("kind", dict(zip(tags, ("First", "Second"), strict=True))),
    ]
    for tag in (value, tags[1]):
        assert type(adapter(union).validate_python({"kind": tag, "second": "x"})) is Second
        text = json.dumps({"kind": tag, "second": "x"})
        assert type(adapter(union).validate_json(text)) is Second
        with pytest.raises(ValidationError):
            adapter(union).validate_json(json.dumps({"kind": tag, "first": "x"}))
    assert type(adapter(union).validate_json('{"kind": 7}')) is UnknownVariant


def test_tag_of_several_members() -> None:
    union: Any = Annotated[
        First | Second | Rock | UnknownVariant,
        Discriminated("kind", {"pair": ("First", "Second"), "rock": "Rock"}),
    ]
    decode = adapter(union).validate_json
    assert type(decode('{"kind": "pair", "second": "x"}')) is Second
    assert type(decode('{"kind": "pair", "first": "x"}')) is First
    assert type(decode('{"kind": "rock"}')) is Rock
    with pytest.raises(ValidationError):
        decode('{"kind": "pair"}')


class Price(Model):
    amount: DecimalNumber | None = None
    exact: Decimal | None = None


@pytest.mark.parametrize("text", ["12", "12345678901234567890", "0.1", "-1.5"])
def test_decimals_travel_as_what_they_are(text: str) -> None:
    price = adapter(Price).validate_json(f'{{"amount":{text},"exact":"{text}"}}')
    assert price.amount == price.exact == Decimal(text)
    assert to_json(price) == f'{{"amount":{text},"exact":"{text}"}}'.encode()


def test_bytes_whose_schema_is_unknown_are_refused() -> None:
    for annotation, text in (
        (Base64, '"_-8="'),
        (list[Base64], '["_-8="]'),
        (dict[str, Base64], '{"a":"_-8="}'),
    ):
        value = adapter(annotation).validate_json(text)
        assert to_json(value, shape_of(annotation)) == text.replace("_-", "/+").encode()
        with pytest.raises(ValueError, match="bytes cannot be sent in JSON"):
            to_json(value)


class Plan(Model):
    period: Duration | None = None


@pytest.mark.parametrize("text", ["P1M", "P1Y2M3DT4H", "P1W", "P2Y"])
def test_months_and_years_are_sent_back_unchanged(text: str) -> None:
    plan = adapter(Plan).validate_json(f'{{"period":"{text}"}}')
    for one in (plan, copy.deepcopy(plan), pickle.loads(pickle.dumps(plan))):
        assert one.period is not None and one.period == plan.period
        assert one.period >= timedelta(days=7)
        sent = "P7D" if text == "P1W" else text
        assert to_json(one) == f'{{"period":"{sent}"}}'.encode()
        assert to_json([one.period]) == f'["{sent}"]'.encode()
    assert to_json(Plan(period=timedelta(hours=1))) == b'{"period":"PT1H"}'
