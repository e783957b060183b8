"""The operations of a document beside the functions of its package: where walks begin."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from .packages import Package, modules
from .reading import Library, Place
from .swagger import compare_swagger
from .walking import Direction, Walk

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
FORM = "application/x-www-form-urlencoded"
UNSENT = ("accept", "content-type", "authorization")
"""Headers that OpenAPI takes out of the parameters."""


class Argument:
    """Stands for the value of one argument, so that it is found in the request."""


@dataclass
class Endpoint:
    """One generated function, and what the request that it makes says."""

    function: Callable[..., Any]
    request: Any
    hints: dict[str, Any]
    places: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Names of arguments by where they travel, and under what name."""

    def annotation(self, place: str, name: str) -> tuple[bool, Any]:
        """Whether a parameter is an argument, and its type."""
        argument = self.places.get((place, name))
        return argument is not None, self.hints.get(argument or "")


def endpoints(package: ModuleType, walk: Walk) -> dict[tuple[str, str], list[Endpoint]]:
    """The functions of a package by method and path."""
    by_operation: dict[tuple[str, str], list[Endpoint]] = defaultdict(list)
    for module in modules(package, "api"):
        for name, function in vars(module).items():
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            if name.startswith("_"):
                continue
            endpoint = _endpoint(function)
            by_operation[endpoint.request.method.upper(), endpoint.request.path].append(endpoint)
    return by_operation


def _endpoint(function: Callable[..., Any]) -> Endpoint:
    parameters = inspect.signature(function).parameters
    choices = {name for name in parameters if "body" in parameters and name == "content_type"}
    arguments = {name: Argument() for name in parameters if name not in choices}
    request = function(**arguments, **dict.fromkeys(choices, "application/json"))
    hints = typing.get_type_hints(function, include_extras=True)
    endpoint = Endpoint(function, request, hints)
    for place in ("parameters", "query", "headers", "cookies"):
        for wire, value in getattr(request, place).items():
            for name in _arguments(value, arguments):
                key = wire.lower() if place == "headers" else wire
                endpoint.places[place, key] = name
    for name in _arguments(request.body, arguments):
        endpoint.places["body", ""] = name
    return endpoint


def _arguments(value: Any, arguments: Mapping[str, Argument]) -> Iterator[str]:
    if isinstance(value, Argument):
        yield from (name for name, one in arguments.items() if one is value)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _arguments(member, arguments)
    elif isinstance(value, (list, tuple)):
        for member in value:
            yield from _arguments(member, arguments)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from _arguments(getattr(value, one.name), arguments)


def walk_document(library: Library, package: Package, module: ModuleType, walk: Walk) -> None:
    """Compare all that the operations of a document reach, and its components, with its package."""
    known = endpoints(module, walk)
    common = _common_errors(module)
    callbacks = list[tuple[str, str, Place]]()
    listed = [library.child(library.root, key) for key in ("paths", "x-ms-paths")]
    for method, path, operation, item in (o for p in listed for o in _operations(library, p)):
        walk.findings.counts["operations"] += 1
        several = known.get((method.upper(), path), [])
        if not several:
            walk.lose("operation", operation, f"{method.upper()} {path} has no function", (item,))
        for endpoint in several:
            if library.is_swagger:
                compare_swagger(
                    library, Comparison(library, walk, endpoint, common), operation, item
                )
            else:
                Comparison(library, walk, endpoint, common).operation(operation, item)
        for _, callback in library.members(operation, "callbacks"):
            inner = library.followed(callback)
            if inner is not None:
                callbacks += [(m, u, o) for m, u, o, _ in _operations(library, inner)]
    webhooks = library.child(library.root, "webhooks")
    for method, name, operation, _ in _operations(library, webhooks):
        callbacks.append((method, name, operation))
    _webhooks(library, walk, module, callbacks)
    _components(library, walk, package, module)


def _operations(library: Library, paths: Place) -> Iterator[tuple[str, str, Place, Place]]:
    if not isinstance(paths.value, dict):
        return
    for path in paths.value:
        item = library.followed(library.child(paths, path))
        if item is None or not isinstance(item.value, dict) or str(path).startswith("x-"):
            continue
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield method, str(path), library.child(item, method), item
        additional = (
            () if library.version < "3.2" else library.members(item, "additionalOperations")
        )
        for method, operation in additional:
            yield method, str(path), operation, item


def _common_errors(module: ModuleType) -> Mapping[Any, Any]:
    import importlib

    errors = importlib.import_module(f"{module.__name__}.client").API.errors
    return typing.cast(Mapping[Any, Any], errors() if callable(errors) else errors)


@dataclass
class Comparison:
    """One operation beside its function."""

    library: Library
    walk: Walk
    endpoint: Endpoint
    common: Mapping[Any, Any]

    def operation(self, operation: Place, item: Place) -> None:
        """Parameters, body and responses."""
        for parameter in self.parameters(operation, item):
            self.parameter(parameter)
        body = self.library.child(operation, "requestBody")
        if isinstance(body.value, dict):
            self._body(body)
        for status, response in self.library.members(operation, "responses"):
            followed = self.library.followed(response)
            if followed is not None and not status.startswith("x-"):
                self._response(status, followed)

    def parameters(self, operation: Place, item: Place) -> list[Place]:
        parameters: dict[tuple[str, str], Place] = {}
        for holder in (item, operation):
            for _, place in self.library.members(holder, "parameters"):
                one = self.library.followed(place)
                if one is None or not isinstance(one.get("name"), str):
                    continue
                name = one.get("name")
                key = name.lower() if one.get("in") == "header" else name
                parameters[str(one.get("in")), key] = one
        return list(parameters.values())

    def parameter(self, place: Place) -> None:
        name, location = place.get("name"), place.get("in")
        where = {"path": "parameters", "query": "query", "header": "headers", "cookie": "cookies"}
        if location not in where and location != "querystring":
            return
        if location == "header" and name.lower() in UNSENT:
            return
        self.walk.findings.counts["parameters"] += 1
        key = name.lower() if location == "header" else name if location in where else ""
        there, annotation = self.endpoint.annotation(where.get(location, "query"), key)
        if not there:
            shown = f"the parameter {name!r} in {location} is no argument"
            self.walk.lose("parameter", place, shown)
            return
        contents = self.library.members(place, "content")
        media_type, content = next(contents, ("application/json", place))
        schema = self.library.child(content, "schema")
        if self.library.is_swagger:
            schema = place
        if schema.value is not None and _has_fields(media_type):
            self.compare(schema, annotation, "request")

    def _body(self, place: Place) -> None:
        body = self.library.followed(place)
        if body is None:
            return
        there, annotation = self.endpoint.annotation("body", "")
        contents = list(self.library.members(body, "content"))
        if contents and not there:
            self.walk.lose("parameter", body, "the body is no argument", (place,))
            return
        for media_type, content in contents:
            schema = self.library.child(content, "schema")
            if schema.value is not None and _has_fields(media_type):
                self.compare(schema, annotation, "request")

    def _response(self, status: str, response: Place) -> None:
        request = self.endpoint.request
        if request.method == "HEAD" or status in ("204", "205", "304"):
            return  # No content, whatever is described (RFC 9110).
        for media_type, content in self.library.members(response, "content"):
            stream = self.library.child(content, "itemSchema")
            schema = self.library.child(content, "schema")
            if _is_stream(media_type) or stream.value is not None:
                self._stream(stream if stream.value is not None else schema, media_type)
            elif schema.value is not None and _is_json(media_type):
                for annotation in self.answers(status, request):
                    self.compare(schema, annotation, "response")

    def answers(self, status: str, request: Any) -> list[Any]:
        """The types of an answer with this status."""
        answer = request.response_type
        if not isinstance(answer, Mapping):
            answer = {"2": answer}
        key: Any = int(status) if status.isdigit() else status.upper()
        key = "default" if key == "DEFAULT" else key
        if key in answer:
            return [answer[key]]
        if str(status).startswith("2") and "2" in answer:
            return [answer["2"]]
        errors = {**self.common, **(request.errors or {})}
        if request.errors is not None and key in request.errors:
            return [request.errors[key]]
        if key in errors:
            return [errors[key]]
        ranged = f"{status[:1]}XX"
        if ranged in errors:
            return [errors[ranged]]
        if "default" in errors:
            return [errors["default"]]
        if key == "default" and "2" in answer:
            return [answer["2"]]
        return [object()]

    def _stream(self, schema: Place, media_type: str) -> None:
        items = getattr(self.endpoint.request, "items", None)
        if items is None or schema.value is None:
            return
        self.walk.findings.counts["streams"] += 1
        followed = self.library.followed(schema)
        if followed is not None and followed.get("type") == "array":
            schema = self.library.child(followed, "items")
        if "event-stream" not in media_type and schema.value is not None:
            self.compare(schema, items.type, "response")

    def compare(self, schema: Place, annotation: Any, direction: Direction) -> None:
        self.walk.compare(schema, annotation, direction, self.endpoint.function.__module__)


def _webhooks(
    library: Library,
    walk: Walk,
    module: ModuleType,
    operations: list[tuple[str, str, Place]],
) -> None:
    """What the API sends by itself, by the line of the docstring that names it."""
    parsers: dict[str, list[Any]] = defaultdict(list)
    for one in modules(module, "webhooks"):
        for name, function in vars(one).items():
            if name.startswith("parse_") and inspect.isfunction(function):
                hints = typing.get_type_hints(function, include_extras=True)
                for line in (function.__doc__ or "").splitlines():
                    parsers[line.strip()].append(hints["return"])
    for method, name, operation in operations:
        annotations = parsers.get(f"{method.upper()} {name}", [])
        walk.findings.counts["webhooks"] += 1
        body = library.followed(library.child(operation, "requestBody"))
        if body is None or body.value is None:
            continue
        if not annotations:
            walk.lose("operation", operation, f"{method.upper()} {name} has no parser")
            continue
        merged = typing.Union[tuple(annotations)]  # noqa: UP007 - made at run time
        for media_type, content in library.members(body, "content"):
            schema = library.child(content, "schema")
            if _is_json(media_type) and schema.value is not None:
                walk.compare(schema, merged, "both", f"{module.__name__}.webhooks")


def _components(library: Library, walk: Walk, package: Package, module: ModuleType) -> None:
    """The component schemas that have a name in the package, whether an operation leads there or not."""
    import importlib

    exported = importlib.import_module(f"{module.__name__}.models")
    folder = ("definitions",) if library.is_swagger else ("components", "schemas")
    schemas = library.child(library.root, *folder)
    if not isinstance(schemas.value, dict):
        return
    for name in schemas.value:
        place = library.child(schemas, name)
        public = package.names.get(f"#{place.pointer}")
        if public is not None and hasattr(exported, public):
            walk.compare(place, getattr(exported, public), "both", exported.__name__, is_class=True)


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _is_json(media_type: str) -> bool:
    essence = _essence(media_type)
    return ("json" in essence and not _is_stream(media_type)) or essence in ("*/*", "application/*")


def _is_stream(media_type: str) -> bool:
    essence = _essence(media_type)
    return "event-stream" in essence or any(
        word in essence for word in ("jsonl", "ndjson", "json-seq", "json-lines", "jsonlines")
    )


def _has_fields(media_type: str) -> bool:
    essence = _essence(media_type)
    return _is_json(media_type) or essence.startswith("multipart/") or essence == FORM
