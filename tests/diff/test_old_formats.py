"""Surface files that older versions of Restamp wrote are still read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from restamp.api_diff.changes.comparing import difference
from restamp.api_diff.surface.fields import SurfaceError
from restamp.api_diff.surface.parsing import packaged_of
from restamp.api_diff.surface.surface import Alias, Class, Enumeration
from restamp.api_diff.types.notation import write, write_slot

TAG = """Discriminated("kind", {"cat]": Discriminated('a\\'[', {})}, default="Cat")"""
FORM_1: dict[str, Any] = {
    "surface": 1,
    "title": "Pets",
    "version": "1",
    "client": {"address": "https://x.test"},
    "credentials": {
        "key": {"annotation": "Credential | None", "default": "None", "at": ".", "wire": "k 0"}
    },
    "calls": {
        "client.pets.find": {
            "key": "GET /pets/{id}",
            "statuses": {"200": f"Annotated[models.Cat | models.Dog, {TAG}]", "404": "None"},
            "arguments": {
                "id": {"annotation": "str", "place": 0, "wire": "path id", "travel": ", simple"},
                "body": {"annotation": "bytes", "place": 1, "at": "./requestBody", "wire": "body"},
                "content_type": {
                    "annotation": "Literal['a/b', 'it\\'s'] | None",
                    "default": "'a/b'",
                    "wire": "media type",
                },
            },
        }
    },
    "models": {
        "models.Cat": {
            "kind": "class",
            "at": "#/components/schemas/Cat",
            "attributes": {
                "name": {"annotation": 'Literal["\\x0a\\u20ac"] | str', "default": '"x"'},
                "tags": {"annotation": "list[Union[int, None]]", "default": "None"},
            },
        },
        "models.CatDict": {
            "kind": "dict",
            "at": "#/components/schemas/Cat",
            "attributes": {"name": {"annotation": "str", "default": "..."}},
        },
        "models.Dog": {"kind": "class", "at": "#/x", "extra": "int", "bases": ["models.Cat"]},
        "models.Kind": {"kind": "enum", "at": "#/k", "members": {"A": 1}, "is_integer": True},
        "models.Word": {"kind": "enum", "at": "#/w", "members": {"A": "a"}},
        "models.Both": {"kind": "alias", "at": "#/b", "annotation": "models.Cat | None"},
    },
    "others": {"errors.StatusError.error": {"annotation": "Any", "at": "#"}},
}


def file(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()


def test_types_mean_what_they_meant() -> None:
    surface = packaged_of(file(FORM_1)).surface
    call = surface.calls["client.pets.find"]
    assert write(call.results[""]) == write(call.statuses["200"]) == "models.Cat | models.Dog"
    slots = [(a.name, write_slot(a.type, a.default), a.position) for a in call.arguments]
    assert slots == [
        ("id", "str", 0),
        ("body", "bytes", 1),
        ("content_type", 'Literal["a/b", "it\'s"] | None = "a/b"', None),
    ]
    declared = surface.declared
    cat, dog, key = declared["models.Cat"], declared["models.Dog"], declared["models.CatDict"]
    assert isinstance(cat, Class) and isinstance(dog, Class) and isinstance(key, Class)
    assert [write_slot(a.type, a.default) for a in cat.attributes] == [
        'Literal["\\n\u20ac"] | str = "x"',
        "list[int | None] = None",
    ]
    assert [write_slot(a.type, a.default) for a in key.attributes] == ["str = None"]
    assert dog.extra is not None and write(dog.extra) == "int" and len(dog.attributes) == 2
    kind, word, both = (declared[f"models.{name}"] for name in ("Kind", "Word", "Both"))
    assert isinstance(kind, Enumeration) and kind.is_integer
    assert isinstance(word, Enumeration) and not word.is_integer
    assert isinstance(both, Alias) and write(both.type) == "models.Cat | None"
    assert difference(surface, surface).findings == ()


def test_members_of_format_2() -> None:
    call = {
        "key": "GET /pets",
        "answers": {"": "list[str]", ".items": "str"},
        "statuses": {"200": "list[str]"},
        "paging": 'pages=Pages("offset", "")',
        "waiting": "Waiter('status')",
        "arguments": {"limit": {"type": "int = None", "wire": "query", "travel": ", form"}},
    }
    models = {
        "models.Cat": {"bases": ["models.Pet"], "line": ["models.Pet", "models.Thing"]},
        "models.Pet": {"bases": ["models.Thing"], "line": ["models.Thing"]},
        "models.Thing": {"attributes": {"name": "str"}},
    }
    content = {"surface": 2, "calls": {"client.pets.list": call}, "models": models}
    surface = packaged_of(file(content)).surface
    read = surface.calls["client.pets.list"]
    assert {path: write(type_) for path, type_ in read.results.items()} == {
        "": "list[str]",
        ".items": "str",
    }
    assert (read.pagination, read.waiter) == ("", "")
    assert read.arguments[0].serialization == "query limit, form"
    cat = surface.declared["models.Cat"]
    assert isinstance(cat, Class) and cat.mro == ("models.Pet", "models.Thing")
    assert [attribute.owner for attribute in cat.attributes] == ["models.Thing"]


@pytest.mark.parametrize(
    "annotation",
    [
        "f(x)",
        "Annotated[str, x",
        "Literal['a",
        "str or int",
        "Literal['\\Uffffffff']",
        "Union[]",
        1,
    ],
)
def test_not_a_type(annotation: object) -> None:
    content = {**FORM_1, "others": {"errors.A.error": {"annotation": annotation}}}
    with pytest.raises(SurfaceError):
        packaged_of(file(content))
