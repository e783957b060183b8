"""From a drawn case to the request of the generated client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, get_type_hints

import httpx2
from pydantic import ConfigDict, PydanticUserError, TypeAdapter, ValidationError

from restamp.ir.operations import Operation
from restamp.names.parameters import EXTRA, FIELD

from .documents import BASE, Specimen
from .drawing import Drawn

SECRET = "s3cret"


class Refused(Exception):
    """The client does not take a value, or cannot send it."""

    def __init__(self, kind: str, value: object, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        """Of pydantic's errors, or the name of the exception."""
        self.value = value


@dataclass(frozen=True, slots=True)
class Caller:
    """Both clients of a package over a transport that keeps what it is given."""

    specimen: Specimen
    client: Any
    async_client: Any
    loop: asyncio.AbstractEventLoop
    requests: list[httpx2.Request]

    def call(self, operation: Operation, drawn: Drawn, typed: bool) -> httpx2.Request:
        """The request that one call makes.

        Data goes in as JSON has it, or, if `typed`, as the objects that the annotations name, and
        through the asynchronous client.

        Raises:
            Refused: There is none.
        """
        return self.send(operation, self.arguments(operation, drawn, typed), typed)

    def send(
        self, operation: Operation, arguments: Mapping[str, Any], typed: bool
    ) -> httpx2.Request:
        """The request of a call with these arguments.

        Raises:
            Refused: There is none.
        """
        endpoint = self.specimen.endpoint(operation)
        self.requests.clear()
        try:
            request = endpoint(**arguments)
            if typed:
                self.loop.run_until_complete(self.async_client.send_raw(request))
            else:
                self.client.send_raw(request)
        except (ValueError, TypeError) as error:
            raise Refused(type(error).__name__, None, str(error)) from error
        (sent,) = self.requests
        return sent

    def arguments(self, operation: Operation, drawn: Drawn, typed: bool) -> dict[str, Any]:
        """The arguments of a case.

        Raises:
            Refused: An annotation does not take one of them.
        """
        names = self.specimen.names.parameters
        arguments: dict[str, Any] = {}
        for parameter in operation.parameters:
            place = str(parameter.location)
            values = drawn.parameters.get(place, {})
            if parameter.wire_name in values:
                name = names[operation.id, place, parameter.wire_name]
                arguments[name] = values[parameter.wire_name]
        if drawn.has_body:
            flat = operation.body.flat if operation.body is not None else None
            if flat is None:
                arguments[names[operation.id, "body", ""]] = drawn.body
            else:
                arguments |= _fields(names, operation, drawn.body)
            chooses = names.get((operation.id, "content_type", ""))
            if chooses is not None:
                arguments[chooses] = drawn.case.media_type
        if typed:
            hints = get_type_hints(self.specimen.endpoint(operation), include_extras=True)
            arguments = {name: _typed(hints[name], value) for name, value in arguments.items()}
        return arguments


@contextmanager
def caller(specimen: Specimen) -> Iterator[Caller]:
    """A caller with a credential for every scheme."""
    requests: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        request.read()
        requests.append(request)
        return httpx2.Response(200)

    transport = httpx2.MockTransport(respond)
    names = [a for c in specimen.names.credentials.values() for a in c.arguments]
    keys = dict.fromkeys(names, SECRET)
    client = specimen.package.Client(base_url=BASE, transport=transport, **keys)
    async_client = specimen.package.AsyncClient(base_url=BASE, transport=transport, **keys)
    loop = asyncio.new_event_loop()
    with closing(loop), closing(client):
        yield Caller(specimen, client, async_client, loop, requests)
        loop.run_until_complete(async_client.aclose())


def key_names(specimen: Specimen) -> Mapping[str, set[str]]:
    """What credentials are called, by location: not of the operation's own parameters."""
    names: dict[str, set[str]] = {"query": set(), "cookie": set(), "header": {"authorization"}}
    listed = specimen.tree.get("components", {}).get("securitySchemes", {})
    for scheme in (specimen.tree.get("securityDefinitions") or listed).values():
        if scheme.get("type") == "apiKey":
            names[scheme["in"]].add(scheme["name"])
    return names


def _fields(
    names: Mapping[tuple[str, str, str], str], operation: Operation, body: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments for the fields of a body; those with a fixed value have none."""
    assert operation.body is not None and operation.body.flat is not None
    arguments: dict[str, Any] = {}
    extra_fields: dict[str, Any] = {}
    fixed = {field.wire_name for field in operation.body.flat.fields if field.fixed is not None}
    for wire_name, value in body.items():
        if (name := names.get((operation.id, FIELD, wire_name))) is not None:
            arguments[name] = value
        elif wire_name not in fixed:
            extra_fields[wire_name] = value
    return arguments | ({names[operation.id, EXTRA, ""]: extra_fields} if extra_fields else {})


def _typed(annotation: Any, value: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    if not _holds_bytes(value):
        with suppress(PydanticUserError):  # A class has its own configuration.
            adapter = TypeAdapter(annotation, config=ConfigDict(val_json_bytes="base64"))
    try:
        if _holds_bytes(value):
            return adapter.validate_python(value)
        return adapter.validate_json(json.dumps(value))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise Refused(problem["type"], problem["input"], problem["msg"]) from error


def _holds_bytes(value: Any) -> bool:
    match value:
        case bytes():
            return True
        case dict():
            return any(_holds_bytes(item) for item in value.values())
        case list():
            return any(_holds_bytes(item) for item in value)
        case _:
            return False
