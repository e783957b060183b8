"""Upgrades of one document each: what callers have keeps its names, and no name comes to mean another thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from restamp.diagnostics.model import Diagnostics
from restamp.ir.declarations import ObjectDecl
from restamp.ir.types import Named
from restamp.names.keys import is_type
from restamp.names.scope import case_folded
from restamp.output import lock
from restamp.pipeline import Result
from restamp.python.calls.arguments import arguments_of

from .public import public

Tree = dict[str, Any]
Stamp = Callable[..., Result]


def answered(schemas: Tree, *, path: str = "/t", name: str = "getT", **operation: Any) -> Tree:
    """A document in which an operation answers with every schema whose name does not begin with `_`."""
    refs = {key: {"$ref": f"#/components/schemas/{key}"} for key in schemas if key[0] != "_"}
    content = {"application/json": {"schema": {"type": "object", "properties": refs}}}
    responses = {"200": {"description": "ok", "content": content}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "paths": {
            path: {"get": {"operationId": name, "tags": ["t"], "responses": responses, **operation}}
        },
        "components": {"schemas": {key.lstrip("_"): value for key, value in schemas.items()}},
    }


def record(*required: str, title: str = "", **properties: Any) -> Tree:
    """An object schema."""
    schema: Tree = {"type": "object", "properties": properties}
    schema |= {"required": list(required)} if required else {}
    return schema | ({"title": title} if title else {})


def tagged(value: str, **properties: Any) -> Tree:
    return record("type", type={"type": "string", "enum": [value]}, **properties)


TEXT = {"type": "string"}


def fields(result: Result) -> dict[str, str]:
    """By the names of its fields: what each class is called."""
    assert result.analysis is not None
    subject = result.analysis.subject
    return {
        " ".join(sorted(f"{f.wire_name}={f.fixed or ''}".rstrip("=") for f in d.fields)): names
        for d in subject.api.declarations
        if isinstance(d, ObjectDecl)
        for names in (subject.names.types[d.id],)
    }


def types(result: Result) -> set[str]:
    return {name for key, name in result.names.items() if is_type(key)}


def assert_settled(stamp: Stamp, tree: Tree, result: Result) -> None:
    again = stamp(tree, result)
    assert again.files == result.files
    assert (again.names, again.removed, again.shapes) == (
        result.names,
        result.removed,
        result.shapes,
    )
    assert not result.names.keys() & result.removed.keys()


def test_a_tagged_variant_is_removed(stamp: Stamp) -> None:
    """The next generations do not swap the names of the others."""
    before = stamp(answered({"Store": {"oneOf": [tagged("mmap"), tagged("ram"), tagged("disk")]}}))
    tree = answered({"Store": {"oneOf": [tagged("mmap"), tagged("disk")]}})
    after = stamp(tree, before)
    key = "#/components/schemas/Store/oneOf/[type={}]"
    for tag in ("mmap", "disk"):
        assert after.names[key.format(tag)] == before.names[key.format(tag)]
    assert after.removed[key.format("ram")] == before.names[key.format("ram")]
    assert_settled(stamp, tree, after)


def test_a_variant_that_returns_has_its_name_again(stamp: Stamp) -> None:
    union = [tagged("mmap"), tagged("ram"), tagged("disk")]
    first = stamp(answered({"Store": {"oneOf": union}}))
    second = stamp(answered({"Store": {"oneOf": [union[2], union[0]]}}), first)
    third = stamp(answered({"Store": {"anyOf": [tagged("new"), *union]}}), second)
    assert {
        value: third.names.get(key.replace("oneOf", "anyOf"))
        for key, value in first.names.items()
        if "/oneOf/" in key
    } == {value: value for key, value in first.names.items() if "/oneOf/" in key}
    assert third.removed == {}


def test_titles_and_parameters_change_places(stamp: Stamp) -> None:
    def tree(*titles: str, parameters: tuple[str, ...] = ("view", "form")) -> Tree:
        union = [record(title=title, **{title.lower(): TEXT}) for title in titles]
        listed = [
            {"name": p, "in": "query", "schema": record(**{f"in_{p}": TEXT})} for p in parameters
        ]
        return answered({"T": record(x={"anyOf": union})}, parameters=listed)

    before = stamp(tree("Alpha", "Beta", "Gamma"))
    later = tree("Beta", "Gamma", parameters=("form",))
    after = stamp(later, before)
    old, new = fields(before), fields(after)
    assert {key: old[key] for key in new} == new
    assert_settled(stamp, later, after)


@pytest.mark.parametrize("place", ["tuple", "all", "items"])
def test_inline_classes_elsewhere(stamp: Stamp, place: str) -> None:
    def tree(*numbers: int) -> Tree:
        parts = [record(f"own{n}", **{f"own{n}": TEXT}) for n in numbers]
        schemas = {
            "tuple": {"type": "array", "prefixItems": parts},
            "all": {"allOf": [record(**{f"f{n}": p}) for n, p in zip(numbers, parts, strict=True)]},
            "items": {"oneOf": [{"type": "array", "items": part} for part in parts]},
        }
        return answered({"T": schemas[place]})

    names = fields(stamp(tree(1, 2, 3)))
    before = stamp(tree(1, 2, 3))
    for numbers in ((3, 1), (4, 1, 3), (1, 4, 5, 3)):
        after = stamp(tree(*numbers), before)
        for n in (1, 3):
            assert fields(after)[f"own{n}"] == names[f"own{n}"]
        assert_settled(stamp, tree(*numbers), after)
        before = after


def test_a_variant_gets_a_field_while_another_goes(stamp: Stamp) -> None:
    before = stamp(
        answered({"T": {"oneOf": [record("id", id=TEXT, a=TEXT), record("id", id=TEXT, b=TEXT)]}})
    )
    after = stamp(
        answered({"T": {"oneOf": [record("id", id=TEXT, b=TEXT, c=TEXT), record(z=TEXT)]}}), before
    )
    assert fields(after)["b c id"] == fields(before)["b id"]
    assert fields(after)["z"] not in fields(before).values()


def test_variants_that_differ_in_what_they_refer_to(stamp: Stamp) -> None:
    def tree(*names: str) -> Tree:
        union = [record("item", item={"$ref": f"#/components/schemas/{n}"}) for n in names]
        return answered({"T": {"oneOf": union}, **{n: record(**{n: TEXT}) for n in "ABC"}})

    def items(result: Result) -> dict[str, str]:
        assert result.analysis is not None
        return {
            repr(d.fields[0].type): result.analysis.subject.names.types[d.id]
            for d in result.analysis.subject.api.declarations
            if isinstance(d, ObjectDecl) and d.fields[0].wire_name == "item"
        }

    before = stamp(tree("A", "B", "C"))
    for order in ("CA", "BAC", "AC", "CBA"):
        after = stamp(tree(*order), before)
        assert items(after).items() <= items(before).items()


def test_what_variants_refer_to_is_renamed(stamp: Stamp) -> None:
    """Several at once, where nothing else tells the variants apart."""

    def tree(*names: str) -> Tree:
        union = [record("item", item={"$ref": f"#/components/schemas/{n}"}) for n in names]
        shapes = zip(names, ("a", "b", "c"), strict=True)
        return answered({"T": {"oneOf": union}, **{n: record(**{f: TEXT}) for n, f in shapes}})

    before = stamp(tree("One", "Two", "Three"))
    tree_after = tree("Uno", "Due", "Tre")
    tree_after["components"]["schemas"]["T"]["oneOf"].reverse()
    after = stamp(tree_after, before)
    assert types(after) == types(before)
    assert after.removed == {}

    def items(result: Result) -> dict[str, str]:
        """By the name of what a variant refers to: its own name."""
        assert result.analysis is not None
        names = result.analysis.subject.names.types
        return {
            names[d.fields[0].type.id]: names[d.id]
            for d in result.analysis.subject.api.declarations
            if isinstance(d, ObjectDecl) and isinstance(d.fields[0].type, Named)
            if d.fields[0].wire_name == "item"
        }

    assert items(after) == items(before)
    assert len(items(after)) == 3


OLD_LOCK = {
    "names": {
        "#/components/schemas/Store": "Store",
        "#/components/schemas/Store/oneOf/0": "First",
        "#/components/schemas/Store/oneOf/1": "Second",
    },
    "removed": {"#/components/schemas/Store/oneOf/1": "StoreRam"},
}


def test_the_lock_of_an_earlier_version(stamp: Stamp) -> None:
    """It counts, and may remember a name by the key of another."""
    union = [tagged("mmap"), tagged("disk")]
    tree = answered({"Store": {"oneOf": union}})
    fresh = stamp(tree)
    shapes = {
        f"#/components/schemas/Store/oneOf/{n}": fresh.shapes[
            f"#/components/schemas/Store/oneOf/[type={tag}]"
        ].split(" ")[0]
        for n, tag in enumerate(("mmap", "disk"))
    }
    source = json.dumps(
        {"lock": 1, "restamp": "0.1", "inputs": {}, "files": {}, **OLD_LOCK, "shapes": shapes}
    )
    old = lock.parse(source, "restamp.lock", Diagnostics())
    assert old is not None
    assert old.removed == {}
    before = Result(
        {}, (), {}, names=dict(old.names), removed=dict(old.removed), shapes=dict(old.shapes)
    )
    for listed in (union, [union[1], union[0]], [tagged("new"), union[1], union[0]]):
        after = stamp(answered({"Store": {"oneOf": listed}}), before)
        assert after.names["#/components/schemas/Store/oneOf/[type=mmap]"] == "First"
        assert after.names["#/components/schemas/Store/oneOf/[type=disk]"] == "Second"


def with_path(path: str, *names: str, operation_id: str = "getThing") -> Tree:
    listed = [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string", "enum": ["a", n]}}
        for n in names
    ]
    return answered({"Thing": record(id=TEXT)}, path=path, name=operation_id, parameters=listed)


@pytest.mark.parametrize("operation_id", ["getThing", "get_thing_things__thing_key__get", "other"])
def test_a_parameter_of_a_path_is_renamed(stamp: Stamp, operation_id: str) -> None:
    before = stamp(with_path("/things/{key}", "key"))
    tree = with_path("/things/{thingKey}", "thingKey", operation_id=operation_id)
    after = stamp(tree, before)
    assert public(after.names)["GET /things/{thingKey}"] == before.names["GET /things/{key}"]
    assert types(after) == types(before)
    assert after.removed == {}
    text = after.files["api/t.py"]
    assert 'path={"thingKey": key}' in text
    assert_settled(stamp, tree, after)
    again = with_path("/things/{thing-key}", "thing-key", operation_id=operation_id)
    third = stamp(again, after)
    assert 'path={"thing-key": key}' in third.files["api/t.py"]
    assert types(third) == types(before)
    back = stamp(with_path("/things/{key}", "key"), third)
    assert back.files == before.files


def test_one_of_two_parameters_of_a_path_is_renamed(stamp: Stamp) -> None:
    before = stamp(with_path("/o/{org}/u/{user}", "org", "user"))
    after = stamp(with_path("/o/{orgId}/u/{user}", "orgId", "user"), before)
    assert 'path={"orgId": org, "user": user}' in after.files["api/t.py"]
    swapped = stamp(with_path("/o/{user}/u/{org}", "user", "org"), before)
    assert 'path={"user": user, "org": org}' in swapped.files["api/t.py"]


def test_a_path_of_another_method_keeps_its_own(stamp: Stamp) -> None:
    """Two paths that are templates of one: neither is the other."""
    tree = with_path("/things/{key}", "key")
    before = stamp(tree)
    tree["paths"]["/things/{id}"] = with_path("/things/{id}", "id", operation_id="more")["paths"][
        "/things/{id}"
    ]
    after = stamp(tree, before)
    assert after.names["GET /things/{key}"] == before.names["GET /things/{key}"]
    assert 'path={"id": id}' in after.files["api/t.py"]


def test_several_schemas_are_renamed_with_their_operation(stamp: Stamp) -> None:
    def tree(ending: str, path: str, operation_id: str) -> Tree:
        part = record(inner=record(deep={"oneOf": [tagged("a"), tagged("b")]}))
        body = {"label": TEXT, "part": part}
        return answered(
            {
                f"Thing{ending}": record(**body),
                f"Box{ending}": record(**body),
                f"Other{ending}": record(o=TEXT),
            },
            path=path,
            name=operation_id,
        )

    before = stamp(tree("In", "/t/{id}", "getT"))
    after = stamp(tree("Create", "/t/{tId}", "fetchThings"), before)
    for old in ("Thing", "Box", "Other"):
        assert after.names[f"#/components/schemas/{old}Create"] == f"{old}In"
    assert types(after) == types(before)
    assert after.removed == {}


def test_a_remembered_name_gives_way_to_what_alone_is_meant(stamp: Stamp) -> None:
    """An enumeration of a field becomes a component of the same name, with a value more."""
    enum = {"type": "string", "enum": ["INT", "TEXT"]}
    before = stamp(answered({"Column": record(sql_type={**enum, "title": "SqlType"})}))
    assert "SqlType" in types(before)
    more = {"type": "string", "enum": ["INT", "TEXT", "DATE"]}
    tree = answered(
        {"Column": record(sql_type={"$ref": "#/components/schemas/SqlType"}), "_SqlType": more}
    )
    after = stamp(tree, before)
    assert after.names["#/components/schemas/SqlType"] == "SqlType"
    assert after.removed == {}
    (note,) = [d for d in after.diagnostics if d.code == "name-returned"]
    assert note.severity == "note"
    assert_settled(stamp, tree, after)


def test_a_remembered_name_does_not_give_way_to_one_of_two(stamp: Stamp) -> None:
    before = stamp(answered({"Old": record(kind=record(a=TEXT, title="Kind"))}))
    later = answered(
        {
            "Old": record(x=TEXT),
            "One": record(kind=record(b=TEXT, title="Kind")),
            "Two": record(kind=record(c=TEXT, title="Kind")),
        }
    )
    assert "Kind" not in types(stamp(later, before))


def test_a_request_schema_that_loses_its_direction(stamp: Stamp) -> None:
    """`SqlType-Input` was called `SqlType`; now there is one `SqlType`."""
    enum = {"type": "string", "enum": ["INT", "TEXT"]}
    before = stamp(answered({"SqlType-Input": enum}))
    assert before.names["#/components/schemas/SqlType-Input"] == "SqlType"
    after = stamp(answered({"SqlType": {"type": "string", "enum": ["INT", "DATE"]}}), before)
    assert after.names["#/components/schemas/SqlType"] == "SqlType"


@pytest.mark.parametrize(
    ("one", "other"), [("ß", "SS"), ("straße", "STRASSE"), ("ı", "I"), ("ﬁ", "FI"), ("ΐ", "Ϊ́")]
)
def test_names_that_upper_case_folds_together(one: str, other: str) -> None:
    assert case_folded(one) == case_folded(other)
    assert case_folded("a") != case_folded("b")


def test_files_that_upper_case_folds_together(stamp: Stamp) -> None:
    result = stamp(
        answered(
            {
                "Straße": record(a=TEXT),
                "Strasse": record(b=TEXT),
                "Kınd": record(c=TEXT),
                "Kind": record(d=TEXT),
            }
        )
    )
    paths = [case_folded(path) for path in result.files]
    assert len(paths) == len(set(paths))


def test_variables_that_upper_case_folds_together(stamp: Stamp) -> None:
    tree = answered({"A": record(a=TEXT)})
    names = ("kıey", "kiey", "straße", "strasse")
    tree["components"]["securitySchemes"] = {n: {"type": "http", "scheme": "bearer"} for n in names}
    tree["security"] = [{n: []} for n in names]
    result = stamp(tree)
    assert result.analysis is not None
    credentials = result.analysis.subject.names.credentials
    variables = [v for c in credentials.values() for v in c.variables]
    assert len(variables) == len(set(variables)) == 4


def test_an_enumeration_of_integers_gains_a_value(stamp: Stamp) -> None:
    """Its label begins with a digit, but is not the number of a member."""

    def tree(*unions: tuple[int, ...]) -> Tree:
        enums = [{"type": "integer", "enum": list(values)} for values in unions]
        kind = {"oneOf": [{"type": "null"}, *enums]}
        return answered({"Channel": record(kind=kind)})

    def firsts(result: Result) -> dict[str, str]:
        """By the first value: the name."""
        labels = {k.partition("[")[2].partition(",")[0]: name for k, name in result.names.items()}
        return {label: name for label, name in labels.items() if label}

    before = stamp(tree((0, 2, 4)))
    after = stamp(tree((0, 2, 4, 16)), before)
    assert types(after) == types(before)
    assert after.removed == {}
    two = stamp(tree((0, 2, 4), (10, 11)))
    swapped = tree((10, 11, 12), (0, 2, 4, 16))
    later = stamp(swapped, two)
    assert types(later) == types(two)
    assert firsts(later) == firsts(two)
    assert_settled(stamp, swapped, later)


def arguments(result: Result) -> list[str]:
    """The names of the arguments that the only operation takes by position."""
    assert result.analysis is not None
    subject = result.analysis.subject
    (operation,) = subject.api.operations
    return [a.name for a in arguments_of(subject, operation) if not a.is_keyword_only]


def test_parameters_of_a_path_are_exchanged(stamp: Stamp) -> None:
    """Arguments keep their order, so calls by position mean what calls by name mean."""
    before = stamp(with_path("/o/{org}/u/{user}/k/{key}", "org", "user", "key"))
    tree = with_path("/o/{user}/u/{org}/k/{key}", "user", "org", "key")
    after = stamp(tree, before)
    assert arguments(after) == arguments(before) == ["org", "user", "key"]
    assert 'path={"user": user, "org": org, "key": key}' in after.files["api/t.py"]
    assert_settled(stamp, tree, after)
    renamed = with_path("/o/{user}/u/{orgId}/k/{key}", "key", "orgId", "user")
    third = stamp(renamed, after)
    assert arguments(third) == ["org", "user", "key"]
    assert 'path={"user": user, "orgId": org, "key": key}' in third.files["api/t.py"]
    assert_settled(stamp, renamed, third)
    back = stamp(with_path("/o/{org}/u/{user}/k/{key}", "org", "user", "key"), third)
    assert back.files == before.files


def test_a_parameter_is_renamed_to_the_name_of_another(stamp: Stamp) -> None:
    before = stamp(with_path("/o/{a}/u/{b}", "a", "b"))
    after = stamp(with_path("/o/{b}/u/{c}", "b", "c"), before)
    assert_settled(stamp, with_path("/o/{b}/u/{c}", "b", "c"), after)
    assert len(set(arguments(after))) == 2
