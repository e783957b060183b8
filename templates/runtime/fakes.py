"""A fake of the server, for tests of code that calls the API.

A test sets the responses of operations, and inspects the calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.resources import files
from inspect import signature
from typing import Any, Generic, Self, TypeVar, cast, overload
from urllib.parse import urlsplit

import httpx2
from pydantic_core import from_json

from .api import Api, expand_variables
from .decoding import decoded
from .fakes_calls import FakeCall as FakeCall
from .fakes_calls import Route, closest_route, find_route, masked, recorded
from .fakes_calls import UnexpectedCall as UnexpectedCall
from .fakes_pages import page_example
from .fakes_values import content_of, error_content, smallest, status_of
from .fakes_values import response_of as response_of
from .lazy import ForkLock
from .request import Request
from .response import response_type

T = TypeVar("T")
C = TypeVar("C")
A = TypeVar("A")
F = TypeVar("F", bound=Callable[..., Any])
B = TypeVar("B")

Step = Callable[[FakeCall], httpx2.Response]


class FakeServer:
    """The state of a fake: its operations, their responses, the calls."""

    def __init__(self, package: str, api: Api, *, strict: bool) -> None:
        self.package = package
        self.api = api
        self.strict = strict
        self.base_url = "https://fake.test"
        self.calls: list[FakeCall] = []
        self.replay: Any = None  # Responds from a recording.
        self._steps: dict[str, list[Step]] = {}
        self._routes: dict[str, Route] = {}
        self._lock = ForkLock()

    def add(self, operation: str, step: Step) -> None:
        """Adds a step to those of an operation."""
        with self._lock:
            self._steps.setdefault(operation, []).append(step)

    def reset(self) -> None:
        """Removes all steps and calls."""
        with self._lock:
            self._steps.clear()
            self.calls.clear()

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        """The response to a request.

        Raises:
            UnexpectedCall: No operation matches, or the fake is strict and the test
                sets no response.
        """
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        below, template = self.below(path), request.extensions.get("template")
        match = find_route(self.routes.values(), request.method, below, query, template)
        if match is None:
            plain = None if self.replay is None else self.replay.plain(request)
            if plain is not None:
                return cast(httpx2.Response, plain)
            raise UnexpectedCall(self._no_operation(request, path))
        route, values = match
        call = recorded(self.api, route, values, request)
        with self._lock:
            self.calls.append(call)
            steps = self._steps.get(route.name, [])
            # The last step is repeated.
            step = steps.pop(0) if len(steps) > 1 else next(iter(steps), None)
        if step is not None:
            return step(call)
        if self.replay is not None:
            return cast(httpx2.Response, self.replay(call, route))
        if self.strict:
            raise UnexpectedCall(
                f"{call.method} {call.url} was not expected: "
                f"call fake.{route.name}.returns(...)"
            )
        return self.default(route, call)

    @property
    def routes(self) -> Mapping[str, Route]:
        """The operations by name."""
        if not self._routes:
            content = (files(self.package) / "_operations.json").read_bytes()
            listed: dict[str, list[Any]] = from_json(content)
            listed.pop("//", None)  # The comment that the file is generated.
            self._routes = {
                name: Route(name, method, template, function, tuple(statuses))
                for name, (method, template, function, *statuses) in listed.items()
            }
        return self._routes

    def request(self, route: Route) -> Request[Any]:
        """A request of an operation, for the types of its responses."""
        module = import_module(f"..api.{route.resource}".rstrip("."), self.package)
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
        """A value as a response of an operation."""
        route = self.routes[operation]
        request = self.request(route)
        if status is None:
            status = status_of(route.statuses, request, value)
        annotation = response_type(request, status)
        content, kind = content_of(value, annotation, request.accept)
        return response_of(status, content, kind, headers)

    def default(self, route: Route, call: FakeCall) -> httpx2.Response:
        """The example of the document, or else the smallest value of the type."""
        request = self.request(route)
        for key, example in self.examples(route).items():
            annotation = response_type(request, int(key))
            value = page_example(request, call, example)
            try:
                content, kind = content_of(value, annotation, request.accept)
                decoded(annotation, content, {"content-type": kind}, kind)
            except ValueError:
                continue
            return response_of(int(key), content, kind, None)
        status = route.statuses[0]
        annotation = response_type(request, status)
        try:
            value = smallest(annotation)
        except LookupError:
            raise UnexpectedCall(
                f"fake.{route.name} has no example and no finite value: "
                f"call fake.{route.name}.returns(...)"
            ) from None
        content, kind = content_of(value, annotation, request.accept)
        return response_of(status, content, kind, None)

    def examples(self, route: Route) -> Mapping[str, Any]:
        """The document's examples by status."""
        file = files(self.package) / route.examples
        content = file.read_bytes() if file.is_file() else b"{}"
        every: dict[str, Mapping[str, Any]] = from_json(content)
        return every.get(route.name.rpartition(".")[2], {})

    def below(self, path: str) -> list[str]:
        """The path relative to the base URL of the fake, of the API, and to none."""
        base = expand_variables(self.api.base_url, self.api.variables)
        bases = {urlsplit(url).path.rstrip("/") for url in (self.base_url, base)} | {""}
        ordered = sorted(bases, key=len, reverse=True)
        return [path[len(b) :] for b in ordered if path.startswith(f"{b}/")]

    def _no_operation(self, request: httpx2.Request, path: str) -> str:
        url, below = masked(self.api, request.url), self.below(path)[0]
        message = f"{request.method} {url} matches no operation"
        near = closest_route(self.routes.values(), request.method, below)
        if near is not None:
            message += (
                f"; the closest is fake.{near.name}: {near.method} {near.template}"
            )
        return message


class FakeOperation(Generic[T]):
    """The responses of one operation, and its calls.

    Responses are used in the order in which they are set; the last one is repeated.
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
        """Responds with each value in turn; `status` is by default the documented one of
        its type."""
        for value in values:
            self._add(self._step(value, status, headers))
        return self

    def responds(self, function: Callable[[FakeCall], T]) -> Self:
        """Responds with the value that a function returns for each call."""
        return self._add(lambda call: self._response(call, function(call), None, None))

    def fails(
        self,
        status: int,
        error: object = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Responds with an error, whose body is a model, JSON data or empty.

        Raises:
            ValueError: The status is one of success.
        """
        if 200 <= status < 300:
            raise ValueError(f"{status} is not an error status; use returns(...)")

        def step(call: FakeCall) -> httpx2.Response:
            request = self._server.request(self._server.routes[self._name])
            content, kind = error_content(self._server.api, request, status, error)
            return response_of(status, content, kind, headers)

        return self._add(step)

    def sends(
        self,
        content: bytes,
        media_type: str = "application/json",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Responds with exactly these bytes."""
        return self._add(lambda call: response_of(status, content, media_type, headers))

    def raises(self, error: Exception) -> Self:
        """Raises an error of httpx2, such as `httpx2.ConnectError("refused")`."""

        def step(call: FakeCall) -> httpx2.Response:
            raise error

        return self._add(step)

    @property
    def calls(self) -> list[FakeCall]:
        """The calls of this operation, in order."""
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
    """The fakes of the operations of a resource."""

    def __init__(self, fake: FakeApi[Any, Any]) -> None:
        self.fake_ = fake


class Faked(Generic[F, B]):
    """An operation of a `FakeResource`: the endpoint function `F` on the class, its fake,
    a `B`, on an instance."""

    def __init__(self, function: F, make: Callable[[FakeServer, str], B]) -> None:
        self._function = function
        self._make = make
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = f"{owner.__module__}.{name}"

    @overload
    def __get__(self, resource: None, owner: Any) -> F: ...
    @overload
    def __get__(self, resource: FakeResource, owner: Any) -> B: ...
    def __get__(self, resource: FakeResource | None, owner: Any) -> Any:
        """The endpoint function on the class, the fake of it on an instance."""
        if resource is None:
            return self._function
        server = resource.fake_.server_
        return self._make(server, self._name.removeprefix(f"{server.package}."))


def fake(
    function: Callable[..., Request[T]],
) -> Faked[Callable[..., Request[T]], FakeOperation[T]]:
    """An endpoint function as an operation of a `FakeResource`."""
    return Faked(function, FakeOperation)


class FakeApi(Generic[C, A]):
    """A fake of an API, with clients `C` and `A` that send to it.

    Without a response in the test, an operation responds with the document's example, or
    else the smallest value of its type; if `strict`, it raises `UnexpectedCall`. A
    request that matches no operation always does.
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
        """A client of the fake, with placeholder credentials.

        It retries and waits as any other client, but without delays.
        """
        return _without_delays(self._client(**self._options()))

    def async_client(self) -> A:
        """The same, asynchronous."""
        return _without_delays(self._async_client(**self._options()))

    @property
    def transport(self) -> httpx2.MockTransport:
        """The transport for a client of your own."""
        return httpx2.MockTransport(self.server_.respond)

    @property
    def base_url(self) -> str:
        """The base URL of the fake's own clients."""
        return self.server_.base_url

    @property
    def calls(self) -> list[FakeCall]:
        """All calls, in order."""
        return list(self.server_.calls)

    def reset(self) -> None:
        """Removes all responses and calls."""
        self.server_.reset()

    def _options(self) -> dict[str, Any]:
        server = self.server_
        names = [name for group in server.api.arguments.values() for name in group]
        return {
            **dict.fromkeys(names, "fake"),
            "base_url": server.base_url,
            "transport": self.transport,
        }


def _without_delays(client: C) -> C:
    state = vars(client)
    state["_settings"] = state["_settings"].with_changes(skip_delays=True)
    return client
