"""What `help`, `inspect.signature` and IPython show of a bound call."""

from __future__ import annotations

import inspect
import pickle
import pydoc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from restamp_runtime.calls import AsyncResource, Resource, async_call, call
from restamp_runtime.paged import PagedRequest
from restamp_runtime.pages import async_paged_call, paged_call
from restamp_runtime.request import Request
from restamp_runtime.stream_calls import (
    async_stream_call,
    async_streamable_call,
    stream_call,
    streamable_call,
)
from restamp_runtime.stream_requests import StreamableRequest, StreamRequest
from restamp_runtime.waiters import Waiter, async_waited_call, waited_call

models: Any = None
WAITER = Waiter("state", ("done",))


def get_thing(ws_id: str, kind: models.Kind | None = None) -> Request[models.Thing | None]:
    """Gets a thing.

    Args:
        ws_id: The workspace.
    """
    raise NotImplementedError


def list_things(*, named: str = "models.x") -> PagedRequest[models.Things, models.Thing]:
    """Lists things."""
    raise NotImplementedError


def watch() -> StreamRequest[models.Change]:
    """Watches."""
    raise NotImplementedError


def chat(body: models.Chat) -> StreamableRequest[dict[str, models.Said], models.Said]:
    """Chats."""
    raise NotImplementedError


def set_everything(
    first_of_all: str, *, second_of_all: list[models.Thing] | None = None, third: int = 3
) -> Request[None]:
    raise NotImplementedError


class Things(Resource):
    get = call(get_thing)
    wait = waited_call(get_thing, WAITER)
    list = paged_call(list_things)
    watch = stream_call(watch)
    chat = streamable_call(chat)
    set = call(set_everything)


class AsyncThings(AsyncResource):
    get = async_call(get_thing)
    wait = async_waited_call(get_thing, WAITER)
    list = async_paged_call(list_things)
    watch = async_stream_call(watch)
    chat = async_streamable_call(chat)
    set = async_call(set_everything)


things, async_things = Things(None), AsyncThings(None)  # type: ignore[arg-type]
GET = "(ws_id: str, kind: Kind | None = None) -> Thing | None"
CHAT = "(body: Chat) -> dict[str, Said]"


@pytest.mark.parametrize(
    ("name", "shown", "async_shown"),
    [
        ("get", GET, GET),
        ("wait", GET, GET),
        (
            "list",
            "(*, named: str = 'models.x') -> Things",
            "(*, named: str = 'models.x') -> Things",
        ),
        ("watch", "() -> Stream[Change]", "() -> AsyncStream[Change]"),
        ("chat", CHAT, CHAT),
    ],
)
def test_the_signature(name: str, shown: str, async_shown: str) -> None:
    assert str(inspect.signature(getattr(things, name))) == shown
    assert str(inspect.signature(getattr(async_things, name))) == async_shown


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("get", {"raw": "Response[Thing | None]", "stream": "Download"}),
        (
            "wait",
            {"raw": "Response[Thing | None]", "stream": "Download", "wait": "Thing | None"},
        ),
        (
            "list",
            {
                "items": "Listing[Thing]",
                "pages": "Listing[Page[Things, Thing]]",
                "raw": "Response[Things]",
                "stream": "Download",
            },
        ),
        ("watch", {"stream": "Stream[Change]"}),
        ("chat", {"raw": "Response[dict[str, Said]]", "stream": "Stream[Said]"}),
    ],
)
def test_help_shows_what_each_way_returns(name: str, ways: dict[str, str]) -> None:
    for resource, prefix in ((things, ""), (async_things, "Async")):
        text = pydoc.plain(pydoc.render_doc(getattr(resource, name)))
        for way, returned in ways.items():
            awaited = "await " if prefix and way in ("raw", "wait") else ""
            kind = returned if awaited or not prefix else prefix + returned
            assert f"    {awaited}.{way}(...) -> {kind}\n        " in text
        assert text.count("(...) -> ") == len(ways)


@pytest.mark.parametrize(
    ("name", "way", "parameters", "returned"),
    [
        ("get", "raw", GET, "Response[Thing | None]"),
        ("get", "stream", GET, "Download"),
        ("wait", "wait", GET, "Thing | None"),
        ("wait", "raw", GET, "Response[Thing | None]"),
        ("list", "items", "(*, named: str = 'models.x') ->", "Listing[Thing]"),
        ("list", "pages", "(*, named: str = 'models.x') ->", "Listing[Page[Things, Thing]]"),
        ("list", "raw", "(*, named: str = 'models.x') ->", "Response[Things]"),
        ("watch", "stream", "() ->", "Stream[Change]"),
        ("chat", "stream", CHAT, "Stream[Said]"),
        ("chat", "raw", CHAT, "Response[dict[str, Said]]"),
    ],
)
def test_each_way_shows_the_signature_of_the_operation(
    name: str, way: str, parameters: str, returned: str
) -> None:
    for resource, prefix in ((things, ""), (async_things, "Async")):
        method = getattr(getattr(resource, name), way)
        awaited = "await " if prefix and way in ("raw", "wait") else ""
        kind = returned if awaited or not prefix else prefix + returned
        shown = f"{parameters.partition(' ->')[0]} -> {kind}"
        assert str(inspect.signature(method)) == shown
        assert inspect.iscoroutinefunction(method) == bool(awaited)
        operation = inspect.unwrap(method)
        head = f"{awaited}{operation.__name__}.{way}{shown}\n\n"
        text = pydoc.plain(pydoc.render_doc(method))
        for line in (head + inspect.getdoc(operation)).splitlines():  # type: ignore[operator]
            assert line in text
        assert method.__name__ == way
        assert method.__doc__.startswith(head + method.func.__doc__.splitlines()[0])


def test_help_shows_the_whole_docstring() -> None:
    assert (things.get.__doc__ or "").startswith(
        f"get_thing{GET}\n\nGets a thing.\n\nArgs:\n    ws_id: The workspace.\n\n.raw(...) -> "
    )
    assert (async_things.get.__doc__ or "").startswith(f"await get_thing{GET}\n")


def test_a_long_signature_has_a_line_for_each_parameter() -> None:
    assert (things.set.__doc__ or "").startswith(
        "set_everything(\n"
        "    first_of_all: str,\n"
        "    *,\n"
        "    second_of_all: list[Thing] | None = None,\n"
        "    third: int = 3,\n"
        ") -> None\n\n.raw(...) -> Response[None]\n"
    )


def test_the_source_is_that_of_the_operation() -> None:
    assert inspect.getsource(inspect.unwrap(things.get)).startswith("def get_thing(")


def test_a_way_can_be_pickled_and_named() -> None:
    method = things.list.items
    assert type(things.list).items is method.func
    assert pickle.loads(pickle.dumps(type(things.list).raw)) is type(things.list).raw


def test_the_classes_keep_their_own_help() -> None:
    kind = type(things.list)
    assert kind.__doc__ == "An operation with pages, bound to a client."
    assert list(inspect.signature(kind).parameters) == ["client", "request"]


def test_nothing_is_loaded_before_somebody_asks() -> None:
    code = (
        "import sys, blink; get = blink.Client(api_key='k').executions.get\n"
        "get.raw, get.raw.__name__\n"
        "print('blink._runtime.call_help' in sys.modules)\n"
        "assert 'PlaybookExecutionWithSubflowNames' in get.__doc__\n"
        "print('blink._runtime.call_help' in sys.modules, 'blink.models.playbook_execution' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2] / "generated",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "True", "False"]
