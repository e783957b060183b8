"""Unions and their tags on the wire, with packages generated from small documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from restamp.pipeline import generate

from ..packages import client_of, write

NAME = "tagged_api"
Schemas = dict[str, Any]


class World:
    """A generated package, and what its client sends and decodes."""

    def __init__(self, package: Any) -> None:
        self.models = package.models
        self._package = package

    def _client(self, response: httpx2.Response, sent: list[httpx2.Request]) -> Any:
        def handle(request: httpx2.Request) -> httpx2.Response:
            request.read()
            sent.append(request)
            return response

        transport = httpx2.MockTransport(handle)
        return self._package.Client(
            base_url="https://a.test", transport=transport, validation="strict"
        )

    def sent(self, operation: str, body: Any) -> Any:
        requests: list[httpx2.Request] = []
        with self._client(httpx2.Response(204), requests) as client:
            getattr(client.all, operation)(body)
        content = requests[0].content
        is_json = "json" in requests[0].headers["content-type"]
        return json.loads(content) if is_json else content.decode()

    def received(self, operation: str, data: Any, **options: Any) -> Any:
        with self._client(httpx2.Response(200, json=data), []) as client:
            return getattr(client.with_options(**options).all, operation)()


def ref(name: str) -> Any:
    return {"$ref": f"#/components/schemas/{name}"}


def union(tag: str, mapping: dict[str, str] | None = None, *names: str) -> Any:
    members = names or tuple(dict.fromkeys((mapping or {}).values()))
    discriminator: Any = {"propertyName": tag}
    if mapping is not None:
        discriminator["mapping"] = {value: ref(name)["$ref"] for value, name in mapping.items()}
    return {"oneOf": [ref(name) for name in members], "discriminator": discriminator}


def thing(required: tuple[str, ...] = (), **properties: Any) -> Any:
    return {"type": "object", "required": list(required), "properties": properties}


STRING, INTEGER = {"type": "string"}, {"type": "integer"}


def document(schemas: Schemas, media_type: str = "application/json") -> Any:
    """For each schema an operation `put_x` that sends one, and an operation `get_x` that answers one."""
    paths = {
        f"/{name}": {
            "get": {
                "operationId": f"get_{name.lower()}",
                "x-restamp-group": "all",
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": ref(name)}},
                    }
                },
            },
            "put": {
                "operationId": f"put_{name.lower()}",
                "x-restamp-group": "all",
                "requestBody": {"required": True, "content": {media_type: {"schema": ref(name)}}},
                "responses": {"204": {"description": ""}},
            },
        }
        for name in schemas
    }
    info = {"title": "Tags", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    def build(schemas: Schemas, media_type: str = "application/json") -> World:
        (tmp_path / "spec.yaml").write_text(yaml.safe_dump(document(schemas, media_type)))
        config = replace(client_of(tmp_path, f"out/{NAME}"), names="operations")
        write(generate(config).files, tmp_path / NAME)
        return World(import_module(NAME))

    sys.path.insert(0, str(tmp_path))
    yield build
    sys.path.remove(str(tmp_path))
    for module in [m for m in sys.modules if m == NAME or m.startswith(f"{NAME}.")]:
        del sys.modules[module]


CLOSED_CAT = {**thing(("name",), name=STRING), "additionalProperties": False}
TWO_UNIONS = {
    "Cat": CLOSED_CAT,
    "Dog": CLOSED_CAT,
    "ByKind": union("kind", {"cat": "Cat", "dog": "Dog"}),
    "ByType": union("type", {"feline": "Cat", "dog": "Dog"}),
    "Wrap": thing(cat=ref("Cat"), by_type=ref("ByType")),
    "Kinds": {"type": "array", "items": ref("ByKind")},
    "Types": {"type": "object", "additionalProperties": ref("ByType")},
    "Maybe": {
        "type": "object",
        "properties": {"pet": {"anyOf": [ref("ByKind"), {"type": "null"}]}},
    },
}


def test_each_union_sends_its_own_tag_and_nothing_else_does(world: Callable[..., World]) -> None:
    api = world(TWO_UNIONS)
    cat = api.models.Cat(name="x")
    assert api.sent("put_bykind", cat) == {"name": "x", "kind": "cat"}
    assert api.sent("put_bytype", cat) == {"name": "x", "type": "feline"}
    assert api.sent("put_cat", cat) == {"name": "x"}
    assert api.sent("put_wrap", api.models.Wrap(cat=cat, by_type=cat)) == {
        "cat": {"name": "x"},
        "by_type": {"name": "x", "type": "feline"},
    }
    assert api.sent("put_kinds", [cat, cat]) == [{"name": "x", "kind": "cat"}] * 2
    assert api.sent("put_types", {"a": cat}) == {"a": {"name": "x", "type": "feline"}}
    assert api.sent("put_maybe", api.models.Maybe(pet=cat)) == {"pet": {"name": "x", "kind": "cat"}}
    assert api.sent("put_maybe", api.models.Maybe(pet=None)) == {"pet": None}
    assert cat == api.models.Cat(name="x") and cat.model_extra == {}


def test_a_tag_is_not_part_of_the_decoded_member(world: Callable[..., World]) -> None:
    api = world(TWO_UNIONS)
    cat = api.received("get_bykind", {"kind": "cat", "name": "x"})
    assert cat == api.models.Cat(name="x")
    assert api.sent("put_bytype", cat) == {"name": "x", "type": "feline"}
    assert api.sent("put_cat", cat) == {"name": "x"}
    assert api.received("get_cat", {"name": "x"}).model_dump() == {"name": "x"}
    assert type(api.received("get_bykind", {"kind": "emu", "name": "x"})).__name__ == (
        "UnknownVariant"
    )
    wrap = api.models.Wrap(by_type=api.models.Dog(name="y"))
    again = api.models.Wrap.model_validate(wrap.model_dump(exclude_unset=True))
    assert again == wrap and isinstance(again.by_type, api.models.Dog)


def test_dicts_are_sent_unchanged_and_their_models_with_tags(
    world: Callable[..., World],
) -> None:
    api = world(TWO_UNIONS)
    cat = api.models.Cat(name="x")
    assert api.sent("put_bykind", {"kind": "cat", "name": "x"}) == {"kind": "cat", "name": "x"}
    assert api.sent("put_cat", {"name": "x"}) == {"name": "x"}
    assert api.sent("put_wrap", {"cat": cat, "by_type": cat}) == {
        "cat": {"name": "x"},
        "by_type": {"name": "x", "type": "feline"},
    }
    assert api.sent("put_kinds", [{"kind": "dog", "name": "x"}, cat]) == [
        {"kind": "dog", "name": "x"},
        {"kind": "cat", "name": "x"},
    ]


def test_a_form_and_its_parts_have_their_tags(world: Callable[..., World]) -> None:
    api = world(TWO_UNIONS, "multipart/form-data")
    cat = api.models.Cat(name="x")
    assert '{"name":"x","type":"feline"}' in api.sent("put_wrap", api.models.Wrap(by_type=cat))
    assert '{"name":"x","type":"feline"}' in api.sent("put_wrap", {"by_type": cat})


def test_urlencoded_forms(world: Callable[..., World]) -> None:
    api = world(TWO_UNIONS, "application/x-www-form-urlencoded")
    assert api.sent("put_bykind", api.models.Cat(name="x")) == "name=x&kind=cat"


@pytest.mark.parametrize(
    ("constants", "mapping"),
    [
        (({"const": 1}, {"const": 2}), {"1": "One", "2": "Two"}),
        (({"type": "boolean", "enum": [True]}, {"const": False}), {"true": "One", "false": "Two"}),
        (({"const": "a"}, {"const": "b"}), {"a": "One", "b": "Two"}),
        ((INTEGER, INTEGER), {"1": "One", "2": "Two"}),
        ((STRING, STRING), {"one": "One", "two": "Two"}),
        (({"type": ["string", "null"]}, STRING), {"one": "One", "two": "Two"}),
        (({"enum": ["one", "uno"]}, {"enum": ["two", "due"]}), {"one": "One", "two": "Two"}),
    ],
)
def test_a_tag_that_may_be_unset_is_sent_by_the_union_only(
    world: Callable[..., World], constants: tuple[Any, Any], mapping: dict[str, str]
) -> None:
    first, second = constants
    api = world(
        {
            "One": thing(code=first, left=STRING),
            "Two": thing(code=second, right=STRING),
            "Value": union("code", mapping),
            "Envelope": thing(("value",), value=ref("Value")),
        }
    )
    two = api.models.Two(right="r")
    tag = second.get(
        "const", json.loads(list(mapping)[1]) if second is INTEGER else list(mapping)[1]
    )
    assert api.sent("put_value", two) == {"right": "r", "code": tag}
    assert api.sent("put_envelope", api.models.Envelope(value=two)) == {
        "value": {"right": "r", "code": tag}
    }
    assert api.sent("put_envelope", {"value": two}) == {"value": {"right": "r", "code": tag}}
    assert api.sent("put_two", two) == {"right": "r"}
    received = api.received("get_value", {"code": tag, "right": "r"})
    assert isinstance(received, api.models.Two) and received.code == tag
    # Without a tag, what else it has decides.
    assert isinstance(api.received("get_value", {"right": "r"}), api.models.Two)


def test_several_values_mean_one_variant(world: Callable[..., World]) -> None:
    api = world(
        {
            "Cat": thing(("name",), name=STRING),
            "Dog": thing(("bark",), bark=STRING),
            "Pet": union("kind", {"cat": "Cat", "tiger": "Cat", "dog": "Dog"}),
        }
    )
    assert api.sent("put_pet", api.models.Cat(name="x")) == {"name": "x", "kind": "cat"}
    tiger = api.received("get_pet", {"kind": "tiger", "name": "x"})
    assert isinstance(tiger, api.models.Cat)
    assert api.sent("put_pet", tiger) == {"name": "x", "kind": "tiger"}


def test_unions_of_unions_send_both_tags(world: Callable[..., World]) -> None:
    api = world(
        {
            "Car": thing(("wheels",), wheels=INTEGER),
            "Ship": thing(("sails",), sails=INTEGER),
            "House": thing(rooms=INTEGER),
            "Vehicle": union("moves", {"road": "Car", "sea": "Ship"}),
            "Thing": union("kind", {"vehicle": "Vehicle", "house": "House"}),
        }
    )
    ship = api.models.Ship(sails=3)
    assert api.sent("put_vehicle", ship) == {"sails": 3, "moves": "sea"}
    assert api.sent("put_thing", ship) == {"sails": 3, "kind": "vehicle", "moves": "sea"}
    received = api.received("get_thing", {"kind": "vehicle", "moves": "sea", "sails": 3})
    assert received == ship
    flying = api.received("get_thing", {"kind": "vehicle", "moves": "air", "sails": 3})
    assert type(flying).__name__ == "UnknownVariant"


def test_a_tag_with_escapes(world: Callable[..., World]) -> None:
    api = world(
        {
            "A": thing(a=STRING),
            "B": thing(b=STRING),
            "U": union('a "b"\\~/c', {'x"\n': "A", "é/~": "B"}),
        }
    )
    assert api.sent("put_u", api.models.B(b="1")) == {"b": "1", 'a "b"\\~/c': "é/~"}
    assert isinstance(api.received("get_u", {'a "b"\\~/c': 'x"\n', "a": "1"}), api.models.A)


OPEN = {
    "Rule": thing(
        ("kind",),
        kind={"enum": ["a", "b"]},
        const={"const": "fixed"},
        only={"type": "string", "enum": ["only"]},
        number={"const": 1},
        flag={"const": True},
        events={"type": "array", "items": {"enum": ["push"]}},
        by_name={"type": "object", "additionalProperties": {"const": "x"}},
        mixed={"enum": ["auto", 5]},
    ),
    "Rules": {"type": "array", "items": ref("Rule")},
    "Cat": thing(("kind",), kind={"const": "cat"}, name=STRING),
    "Dog": thing(("kind",), kind={"type": "string"}, bark=STRING),
    "Pet": union("kind", {"cat": "Cat", "dog": "Dog"}),
    "Pets": {"type": "array", "items": ref("Pet")},
    "Untold": {"anyOf": [ref("Cat"), ref("Bird"), ref("Rock")]},
    "Bird": thing(kind={"const": "bird"}, name=STRING),
    "Rock": thing(("weight",), weight=INTEGER),
}


def test_values_that_a_later_server_adds_are_kept(world: Callable[..., World]) -> None:
    api = world(OPEN)
    new = {
        "kind": "c",
        "const": "other",
        "only": "more",
        "number": 9,
        "flag": False,
        "events": ["push", "fork"],
        "by_name": {"a": "y"},
        "mixed": "manual",
    }
    [rule] = api.received("get_rules", [new])
    assert isinstance(rule, api.models.Rule) and rule.model_dump() == new
    cat = api.received("get_cat", {"kind": "tiger", "name": "x"})
    assert isinstance(cat, api.models.Cat) and cat.kind == "tiger"
    dog = api.received("get_dog", {"kind": "wolf", "bark": "x"})
    assert isinstance(dog, api.models.Dog) and dog.kind == "wolf"


def test_variants_are_still_distinguished(world: Callable[..., World]) -> None:
    api = world(OPEN)
    kinds = [{"kind": "dog", "bark": "x"}, {"kind": "emu", "name": "y"}, {"kind": "cat"}]
    names = [type(pet).__name__ for pet in api.received("get_pets", kinds)]
    assert names == ["Dog", "UnknownVariant", "Cat"]
    for data, name in (
        ({"kind": "bird", "name": "x"}, "Bird"),
        ({"kind": "cat", "name": "x"}, "Cat"),
        ({"name": "x"}, "Bird"),
        ({"weight": 5}, "Rock"),
        ({"kind": "emu", "name": "x"}, "UnknownVariant"),
    ):
        assert type(api.received("get_untold", data)).__name__ == name, data


def test_parents_with_discriminators_are_open(world: Callable[..., World]) -> None:
    parent = {
        **thing(("kind",), kind={"type": "string", "enum": ["eagle"]}, weight=INTEGER),
        "discriminator": {"propertyName": "kind", "mapping": {"eagle": ref("Eagle")["$ref"]}},
    }
    api = world(
        {"Bird": parent, "Eagle": {"allOf": [ref("Bird"), thing(span=INTEGER)]}},
    )
    eagle = api.received("get_bird", {"kind": "eagle", "span": 2})
    assert isinstance(eagle, api.models.Eagle)
    hawk = api.received("get_bird", {"kind": "hawk", "weight": 2})
    assert type(hawk) is api.models.Bird and hawk.kind == "hawk"


TREE = {
    "Leaf": thing(("kind",), kind={"const": "Leaf"}, v=INTEGER),
    "Node": thing(
        ("kind", "kids"), kind={"const": "Node"}, kids={"type": "array", "items": ref("Tree")}
    ),
    "Tree": union("kind", None, "Leaf", "Node"),
    "Small": thing(("kind",), kind={"const": "Small"}, note=STRING),
    "Big": thing(("kind", "n", "m"), kind={"const": "Big"}, n=INTEGER, m=INTEGER, note=STRING),
    "Event": union("kind", None, "Small", "Big"),
    "Plain": union("tag", {"small": "Apple", "big": "Melon"}),
    "Apple": thing(note=STRING),
    "Melon": thing(("n", "m"), n=INTEGER, m=INTEGER),
}


def test_faults_stay_where_they_are(world: Callable[..., World]) -> None:
    api = world(TREE)
    big = api.received(
        "get_event", {"kind": "Big", "n": "many", "m": None, "note": "x"}, **TOLERANT
    )
    assert isinstance(big, api.models.Big) and (big.n, big.m, big.note) == ("many", None, "x")
    kids = [{"kind": "Leaf", "v": 1}, {"kind": "Leaf", "v": "x"}]
    inner = {"kind": "Node", "kids": kids}
    tree = api.received("get_tree", {"kind": "Node", "kids": [inner, kids[0]]}, **TOLERANT)
    assert isinstance(tree, api.models.Node) and isinstance(tree.kids[0], api.models.Node)
    first, second = tree.kids[0].kids
    assert isinstance(first, api.models.Leaf) and isinstance(second, api.models.Leaf)
    assert (first.v, second.v) == (1, "x")
    melon = api.received("get_plain", {"tag": "big", "n": 1}, **TOLERANT)
    assert isinstance(melon, api.models.Melon) and melon.model_extra == {}
    assert api.sent("put_plain", melon) == {"n": 1, "tag": "big"}


TOLERANT: dict[str, Any] = {"validation": "tolerant"}


@pytest.mark.parametrize("nullable", [False, True])
def test_a_union_of_one_variant_sends_its_tag(world: Callable[..., World], nullable: bool) -> None:
    one = union("kind", {"cat": "Cat"})
    if nullable:
        one["oneOf"].append({"type": "null"})
    api = world(
        {
            "Cat": CLOSED_CAT,
            "One": one,
            "Ones": {"type": "array", "items": ref("One")},
            "Implied": union("kind", None, "Cat"),
            "Holder": thing(one=ref("One"), plain=ref("Cat")),
        }
    )
    cat, tagged = api.models.Cat(name="x"), {"name": "x", "kind": "cat"}
    assert api.sent("put_one", cat) == tagged
    assert api.sent("put_one", tagged) == tagged
    assert api.sent("put_ones", [cat]) == [tagged]
    assert api.sent("put_implied", cat) == {"name": "x", "kind": "Cat"}
    assert api.sent("put_holder", api.models.Holder(one=cat, plain=cat)) == {
        "one": tagged,
        "plain": {"name": "x"},
    }
    assert api.sent("put_cat", cat) == {"name": "x"}
    assert api.received("get_one", tagged) == cat
    assert api.received("get_ones", [tagged]) == [cat]
    assert api.received("get_one", {"name": "x"}) == cat
    other = {"kind": "lion", "name": "x"}
    assert isinstance(api.received("get_one", other), api.models.Cat)
    assert api.sent("put_one", api.received("get_one", other)) == other


def test_a_union_of_one_variant_that_has_the_tag_is_the_variant(
    world: Callable[..., World],
) -> None:
    own = thing(("kind",), kind={"const": "cat"}, name=STRING)
    api = world(
        {
            "Cat": own,
            "Union": union("kind", {"cat": "Cat"}),
            "One": union("kind", None, "Union"),
            "Holder": thing(one=ref("One")),
        }
    )
    cat = api.models.Cat(name="x")
    assert api.sent("put_one", cat) == {"kind": "cat", "name": "x"}
    assert isinstance(api.received("get_holder", {"one": {"kind": "cat"}}).one, api.models.Cat)


@pytest.mark.parametrize("is_referred_to", [False, True])
def test_a_union_of_children_uses_the_discriminator_of_their_parent(
    world: Callable[..., World], is_referred_to: bool
) -> None:
    parent = thing(("type",), type=STRING, name=STRING)
    schemas: Schemas = {
        "Cat": {"allOf": [ref("Pet"), thing(lives=INTEGER)]},
        "Dog": {"allOf": [ref("Pet"), thing(bark=STRING)]},
        "Either": {"oneOf": [ref("Cat"), ref("Dog")]},
        "Page": thing(content={"type": "array", "items": ref("Either")}),
    }
    document_schemas = {
        **schemas,
        "Pet": {**parent, "discriminator": {"propertyName": "type"}},
    }
    if is_referred_to:
        document_schemas["Owner"] = thing(pet=ref("Pet"))
    api = world(document_schemas)
    dog, other = {"type": "Dog", "name": "x"}, {"type": "Lizard", "lives": 1}
    page = api.received("get_page", {"content": [dog, {"type": "Cat"}, other]})
    assert isinstance(page.content[0], api.models.Dog)
    assert isinstance(page.content[1], api.models.Cat)
    assert not isinstance(page.content[2], api.models.Cat | api.models.Dog)
    assert api.sent("put_page", page) == {"content": [dog, {"type": "Cat"}, other]}
    assert api.sent("put_either", api.models.Dog(name="x")) == dog
