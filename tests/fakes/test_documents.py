"""Every operation of every feature answers by itself: with an example, or with what its type requires."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import Parameter, signature
from operator import attrgetter
from pathlib import Path
from typing import Any

import httpx2
import pytest

from restamp.pipeline import generate

from ..packages import client_of, write

TESTS = Path(__file__).parents[1]
SPECS = {
    spec.parent.name: spec
    for folder in ("cases", "golden/documents")
    for spec in sorted((TESTS / folder).glob("*/spec.*"))
}
ENDLESS = {"examples": {"schemas.recur"}}
"""What has no answer, since every value of its type holds another one."""


def stamped(spec: Path, name: str, folder: Path) -> None:
    """Write the package of a document."""
    write(generate(client_of(spec.parent, name)).files, folder / name)


@contextmanager
def importable(feature: str, folder: Path) -> Iterator[str]:
    """The name of the package of a feature, which can be imported as long as this lasts."""
    name = f"fake_of_{feature}"
    stamped(SPECS[feature], name, folder)
    sys.path.insert(0, str(folder))
    try:
        yield name
    finally:
        sys.path.remove(str(folder))
        for module in [m for m in sys.modules if m.partition(".")[0] == name]:
            del sys.modules[module]


@pytest.fixture(params=SPECS)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The package of a document."""
    with importable(request.param, tmp_path) as name:
        yield name


def is_simple(function: Any) -> bool:
    """Whether an operation needs nothing but what is in its path."""
    needed = [p for p in signature(function).parameters.values() if p.default is p.empty]
    return all(p.kind is not Parameter.KEYWORD_ONLY and p.name != "body" for p in needed)


def test_operations_have_a_default_response(package: str) -> None:
    fake: Any = import_module(f"{package}.testing").Fake()
    unknown = import_module(f"{package}.testing").UnexpectedCall
    endless = ENDLESS.get(package.removeprefix("fake_of_"), set())
    with fake.client() as client:
        for name, route in fake.server_.routes.items():
            function = getattr(
                import_module(f"{package}.api.{route.resource}".rstrip(".")), route.function
            )
            names = [n for n, p in signature(function).parameters.items() if p.default is p.empty]
            if not is_simple(function):
                continue
            if name in endless:
                with pytest.raises(unknown, match="no finite value"):
                    client.send(function(**dict.fromkeys(names, "a")))
                continue
            answer = client.send_raw(function(**dict.fromkeys(names, "a")))
            assert answer.status in route.statuses, name
            if answer.value is not None:  # It decodes, or DecodeError is raised here.
                assert answer.content or isinstance(answer.value, bytes)
            # Names of variables, and a fragment, tell operations apart that are one to HTTP.
            seen = fake.server_.routes[fake.calls[-1].operation]
            assert bare(seen.template) == bare(route.template) and seen.method == route.method


def data_of(item: Any) -> Any:
    return getattr(item, "data", item)


def bare(template: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", template.partition("#")[0])


def test_examples_are_served(tmp_path: Path) -> None:
    """The case of examples: what each operation answers, from the bytes of its answer."""
    with importable("examples", tmp_path) as name:
        fake: Any = import_module(f"{name}.testing").Fake()
        with httpx2.Client(transport=fake.transport, base_url="https://api.example.com/v1") as http:
            assert http.get("/shown/x").json()["id"] == "a"
            assert http.get("/shown/latest").json() == {"id": "latest"}
            response = http.put("/shown/x")
            assert (response.status_code, response.json()) == (201, {"id": "first"})
            gone = http.delete("/shown/x")
            assert (gone.status_code, gone.content) == (204, b"")
            assert http.get("/schemas").json() == {"name": "whole", "things": [{"id": "x"}]}
            assert http.put("/schemas").json() == {"kind": "round", "radius": 1.5}
            assert http.request("DELETE", "/schemas").json() == {"n": 0}
            text = http.get("/bodies/text")
            assert (text.text, text.headers["content-type"]) == ("one\ntwo ", "text/plain")
            assert http.get("/bodies/bytes").content == b""
            assert http.get("/bodies/broken").json() == {
                "id": "string"
            }, "not what cannot be decoded"


def test_streams_are_scripted_by_item(tmp_path: Path) -> None:
    """Events, lines and sequences: what is read is what the test said, for every kind of items."""
    with importable("streams", tmp_path) as name:
        fake: Any = import_module(f"{name}.testing").Fake()
        runtime = f"{name}._runtime"
        sample = import_module(f"{runtime}.fakes_values").sample
        adapter = import_module(f"{runtime}.codec").adapter
        event = import_module(f"{runtime}.events").Event
        read = 0
        with fake.client() as client:
            for operation, route in fake.server_.routes.items():
                played = attrgetter(operation)(fake)
                function = getattr(import_module(f"{name}.api.{route.resource}"), route.function)
                if not hasattr(played, "streams") or not is_simple(function):
                    continue
                bound = attrgetter(operation)(client)
                kind = function().items.type
                value = adapter(kind).validate_python(sample(kind)) if kind is not event else None
                if function().items.texts:
                    # Data that may be text has no null: an event without data is no event.
                    value = value.model_copy(update={"data": "one\ntwo"})
                items = [event("message", "one\ntwo"), event("named", "x", "7")]
                items = [value, value] if value is not None else items
                played.streams(*items)
                with getattr(bound, "stream", bound)() as stream:
                    problems = []
                    for item in stream:
                        problems.append(item)
                        if len(problems) == len(items):
                            break
                # An event that says no name is read as a "message".
                assert [data_of(item) for item in problems] == [data_of(item) for item in items]
                read += 1
        assert read > 8
