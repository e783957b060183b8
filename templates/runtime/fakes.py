"""A server that is not there, for the tests of those who call the API.

A test says how operations answer, and looks at what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from inspect import signature
from typing import Any, Generic, Self, TypeVar, overload
from urllib.parse import urlsplit

import httpx2
from pydantic_core import from_json

from .answers import answer_type, decoded
from .api import Api, filled
from .codec import to_json
from .fakes_calls import FakeCall as FakeCall
from .fakes_calls import Route, closest, found, masked, seen
from .fakes_values import content_of, sample
from .forks import ForkLock
from .request import Request, Undocumented

T = TypeVar("T")
C = TypeVar("C")
A = TypeVar("A")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")

Step = Callable[[FakeCall], httpx2.Response]


class UnexpectedCall(AssertionError):
    """A call that no test said anything about."""

    __module__ = f"{__name__.rsplit('.', 2)[0]}.testing"


class FakeServer:
    """What all parts of a fake share: its operations, their scripts, the calls."""

    def __init__(self, package: str, api: Api, *, strict: bool) -> None:
        self.package = package
        self.api = api
        self.strict = strict
        self.base_url = "https://fake.test"
        self.calls: list[FakeCall] = []
        self._scripts: dict[str, list[Step]] = {}
        self._routes: dict[str, Route] = {}
        self._lock = ForkLock()

    def add(self, operation: str, step: Step) -> None:
        """Puts a step at the end of the script of an operation."""
        with self._lock:
            self._scripts.setdefault(operation, []).append(step)

    def forget(self) -> None:
        """Drops all scripts and calls."""
        with self._lock:
            self._scripts.clear()
            self.calls.clear()

    def answered(self, request: httpx2.Request) -> httpx2.Response:
        """What a request is answered with.

        Raises:
            UnexpectedCall: It is for no operation, or for one without a script where
                there must be one.
        """
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        below, template = self._below(path), request.extensions.get("template")
        fit = found(self.routes.values(), request.method, below, query, template)
        if fit is None:
            raise UnexpectedCall(self._misses(request, path))
        route, values = fit
        call = seen(self.api, route, values, request)
        with self._lock:
            self.calls.append(call)
            script = self._scripts.get(route.name, [])
            # The last step is for all the calls that are still to come.
            step = script.pop(0) if len(script) > 1 else next(iter(script), None)
        if step is not None:
            return step(call)
        if self.strict:
            raise UnexpectedCall(
                f"{call.method} {call.url} was not expected: "
                f"say what fake.{route.name} returns"
            )
        return self.default(route, call)

    @property
    def routes(self) -> Mapping[str, Route]:
        """The operations by name."""
        if not self._routes:
            listed: dict[str, list[Any]] = from_json(
                (files(self.package) / "_operations.json").read_bytes()
            )
            listed.pop("//", None)  # says that the file is generated
            self._routes = {
                name: Route(name, method, template, function, tuple(statuses))
                for name, (method, template, function, *statuses) in listed.items()
            }
        return self._routes

    def request(self, route: Route) -> Request[Any]:
        """A request of an operation, as good as any to say what its answers are."""
        module = import_module(f"..api.{route.resource}", self.package)
        function: Callable[..., Request[Any]] = getattr(module, route.function)
        parameters = signature(function).parameters.items()
        return function(**{n: None for n, p in parameters if p.default is p.empty})

    def response(
        self,
        operation: str,
        value: object,
        status: int | None,
        headers: Mapping[str, str] | None,
    ) -> httpx2.Response:
        """A value as an answer of an operation."""
        route = self.routes[operation]
        request = self.request(route)
        if status is None:
            status = _status(route, request, value)
        content, kind = content_of(value, answer_type(request, status), request.accept)
        return response_of(status, content, kind, headers)

    def default(self, route: Route, call: FakeCall) -> httpx2.Response:
        """The document's own example, or else a value that is just enough."""
        request = self.request(route)
        for key, example in self.examples(route).items():
            annotation = answer_type(request, int(key))
            content, kind = content_of(example, annotation, request.accept)
            try:
                decoded(annotation, content, {"content-type": kind}, kind)
            except ValueError:
                continue
            return response_of(int(key), content, kind, None)
        status = route.statuses[0]
        annotation = answer_type(request, status)
        try:
            value = _smallest(annotation)
        except LookupError:
            raise UnexpectedCall(
                f"nothing is known that fake.{route.name} could answer: "
                f"say what it returns"
            ) from None
        content, kind = content_of(value, annotation, request.accept)
        return response_of(status, content, kind, None)

    def examples(self, route: Route) -> Mapping[str, Any]:
        """The document's examples by status."""
        file = files(self.package) / f"{route.resource}.json"
        every: dict[str, dict[str, Any]] = (
            from_json(file.read_bytes()) if file.is_file() else {}
        )
        return every.get(route.name.partition(".")[2], {})

    def _below(self, path: str) -> list[str]:
        """What a path may be below the base URL: the fake's, the API's, or none."""
        base = filled(self.api.base_url, self.api.variables)
        bases = {urlsplit(url).path.rstrip("/") for url in (self.base_url, base)} | {""}
        ordered = sorted(bases, key=len, reverse=True)
        return [path[len(b) :] for b in ordered if path.startswith(f"{b}/")]

    def _misses(self, request: httpx2.Request, path: str) -> str:
        said = f"{request.method} {masked(self.api, request.url)} is no operation"
        near = closest(self.routes.values(), request.method, self._below(path)[0])
        if near is None:
            return said
        return f"{said}; the closest is fake.{near.name}: {near.method} {near.template}"


class FakeOperation(Generic[T]):
    """How one operation answers, and what it was asked.

    What is said first is answered first; what is said last is answered from then on.
    """

    def __init__(self, server: FakeServer, name: str) -> None:
        self._server = server
        self._name = name

    def returns(
        self,
        *values: T,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Answers with each value in turn, and success.

        `status` is by default the documented one that the value fits.
        """
        for value in values:
            self._add(self._step(value, status, headers))
        return self

    def answers(self, function: Callable[[FakeCall], T]) -> Self:
        """Answers with what the function makes of each call."""
        return self._add(lambda call: self._response(call, function(call), None, None))

    def fails(
        self,
        status: int,
        error: object = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Answers with an error: a model or JSON data, or no body at all.

        Raises:
            ValueError: The status is one of success.
        """
        if 200 <= status < 300:
            raise ValueError(f"{status} is no error: say what it returns")
        body = b"" if error is None else to_json(error)
        kind = "application/json" if body else ""
        return self._add(lambda call: response_of(status, body, kind, headers))

    def sends(
        self,
        content: bytes,
        media_type: str = "application/json",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Answers with just these bytes, whatever the document says."""
        return self._add(lambda call: response_of(status, content, media_type, headers))

    def raises(self, error: Exception) -> Self:
        """Is not reached: `error` is httpx2's, such as `httpx2.ConnectError("no")`."""

        def step(call: FakeCall) -> httpx2.Response:
            raise error

        return self._add(step)

    @property
    def calls(self) -> list[FakeCall]:
        """The calls of this operation, the first one first."""
        return [call for call in self._server.calls if call.operation == self._name]

    def _step(
        self, value: T, status: int | None, headers: Mapping[str, str] | None
    ) -> Step:
        return lambda call: self._response(call, value, status, headers)

    def _response(
        self,
        call: FakeCall,
        value: Any,
        status: int | None,
        headers: Mapping[str, str] | None,
    ) -> httpx2.Response:
        return self._server.response(self._name, value, status, headers)

    def _add(self, step: Step) -> Self:
        self._server.add(self._name, step)
        return self

    def __repr__(self) -> str:
        return f"<fake {self._name}, called {len(self.calls)} times>"


class FakeResource:
    """The operations of a resource, as a test says how they answer."""

    def __init__(self, fake: FakeApi[Any, Any]) -> None:
        self.fake_ = fake


class Faked(Generic[F, B]):
    """An operation of a `FakeResource`: the endpoint function `F` on the class, its fake,
    a `B`, on an instance."""

    def __init__(self, function: F, make: Callable[[FakeServer, str], B]) -> None:
        self._function = function
        self._make = make
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type[FakeResource], name: str) -> None:
        self._name = f"{owner.__module__.rpartition('.')[2]}.{name}"

    @overload
    def __get__(self, resource: None, owner: Any) -> F: ...
    @overload
    def __get__(self, resource: FakeResource, owner: Any) -> B: ...
    def __get__(self, resource: FakeResource | None, owner: Any) -> Any:
        """The endpoint function on the class, the fake of it on an instance."""
        if resource is None:
            return self._function
        return self._make(resource.fake_.server_, self._name)


def fake(
    function: Callable[..., Request[T]],
) -> Faked[Callable[..., Request[T]], FakeOperation[T]]:
    """Makes an endpoint function an operation of a `FakeResource`."""
    return Faked(function, FakeOperation)


class FakeApi(Generic[C, A]):
    """A fake of an API: the clients `C` and `A` that are wired to it, and its script.

    What has no script answers with the document's own example, or where there is none
    with what its type requires; where `strict`, it raises `UnexpectedCall`, as a
    request for no operation always does.
    """

    _server = FakeServer

    def __init__(
        self,
        package: str,
        api: Api,
        client: Callable[..., C],
        async_client: Callable[..., A],
        *,
        strict: bool = False,
    ) -> None:
        self.server_: FakeServer = self._server(package, api, strict=strict)
        self._client = client
        self._async_client = async_client

    def client(self) -> C:
        """A client of the fake, with invented credentials.

        It retries and waits as any other, but its pauses take no time.
        """
        return _hurried(self._client(**self._options()))

    def async_client(self) -> A:
        """The same, asynchronous."""
        return _hurried(self._async_client(**self._options()))

    @property
    def transport(self) -> httpx2.MockTransport:
        """What a client of your own is to be given as its transport."""
        return httpx2.MockTransport(self.server_.answered)

    @property
    def base_url(self) -> str:
        """Where the fake's own clients think that it is."""
        return self.server_.base_url

    @property
    def calls(self) -> list[FakeCall]:
        """All calls, the first one first."""
        return list(self.server_.calls)

    def reset(self) -> None:
        """Forgets all scripts and calls."""
        self.server_.forget()

    def _options(self) -> dict[str, Any]:
        server = self.server_
        names = [name for group in server.api.arguments.values() for name in group]
        return {
            **dict.fromkeys(names, "fake"),
            "base_url": server.base_url,
            "transport": self.transport,
        }


def _hurried(client: C) -> C:
    state = vars(client)
    state["_settings"] = replace(state["_settings"], hurried=True)
    return client


def _status(route: Route, request: Request[Any], value: object) -> int:
    """The status of success that a value fits."""
    for status in route.statuses:
        annotation = answer_type(request, status)
        if value is None and annotation is None:
            return status
        if isinstance(annotation, type) and isinstance(value, annotation):
            return status
    return route.statuses[0]


def _smallest(annotation: Any) -> Any:
    if annotation is Undocumented:
        return None
    return b"" if annotation is bytes else sample(annotation)


def response_of(
    status: int, content: bytes, media_type: str, headers: Mapping[str, str] | None
) -> httpx2.Response:
    """A response with a body of a media type."""
    every = httpx2.Headers({"content-type": media_type} if media_type else {})
    every.update(headers or {})
    return httpx2.Response(status, headers=every, content=content)
