"""Which safe operations can be called, and with which arguments? Those of a file, of earlier responses, of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from restamp.learning.comparing import object_of
from restamp.learning.written import Written, WrittenOperation
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.examples import example_of

SAFE = ("GET", "HEAD")
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_IDENTITIES = ("id", "uuid", "key", "slug", "name", "code")
"""Properties that identify an object, the surest first."""
_MOST_ITEMS = 3
"""Items of one list whose values are used."""
_DEEPEST = 3
"""How deep in a response a list may be."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One request to a safe operation."""

    operation: WrittenOperation
    path: Mapping[str, Json]
    query: Mapping[str, Json]
    headers: Mapping[str, str]

    @property
    def concrete(self) -> str:
        """The path with its arguments."""
        return _PARAMETER.sub(
            lambda match: str(self.path.get(match[1], "")), self.operation.plain_path
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """A safe operation that is not called."""

    operation: WrittenOperation
    unknown: tuple[str, ...]
    """The names of its required arguments that nothing tells."""


@dataclass(slots=True)
class Values:
    """The values of arguments that are known so far."""

    own: Mapping[str, Json] = field(default_factory=dict[str, Json])
    """From the user's file: by the name of the argument, or by operation and then name."""
    items: dict[str, list[dict[str, Json]]] = field(
        default_factory=dict[str, list[dict[str, Json]]]
    )
    """Objects in responses, by the path of the request."""
    by_name: dict[str, Json] = field(default_factory=dict[str, Json])
    """Scalars in responses, by the name of the property without case and separators."""

    def learn(self, path: str, body: Json) -> None:
        """Remember the objects of a response."""
        objects = [*_objects(body)][:_MOST_ITEMS]
        self.items.setdefault(path, []).extend(objects)
        for each in objects:
            for name, value in each.items():
                if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
                    self.by_name.setdefault(_folded(name), value)


def safe_operations(document: Written) -> list[WrittenOperation]:
    """The operations that change nothing; those with fewer arguments in the path first."""
    operations = [each for each in document.operations() if each.method in SAFE]
    return sorted(operations, key=lambda each: len(_PARAMETER.findall(each.path)))


def probe_of(document: Written, operation: WrittenOperation, values: Values) -> Probe | Skipped:
    """The request of an operation with known arguments; required ones only, and what the user's file has."""
    sent: dict[str, dict[str, Json]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
    unknown: list[str] = []
    parameters = [*document.parameters(operation)]
    described = {p.text("name") for p in parameters if p.text("in") == "path"}
    names = _PARAMETER.findall(operation.plain_path)
    for name in names:
        parameter = next((p for p in parameters if p.text("name") == name), None)
        prefix = _prefix(operation, name, sent["path"])
        value = _value(document, operation, name, parameter, values, prefix)
        if value is None:
            unknown.append(name)
        else:
            sent["path"][name] = value[0]
    for parameter in parameters:
        name, place = parameter.text("name"), parameter.text("in")
        if name is None or place not in sent or name in described:
            continue
        value = _explicit(operation, name, values)
        if value is None and parameter.flag("required"):
            value = _value(document, operation, name, parameter, values, None)
            if value is None:
                unknown.append(name)
        if value is not None:
            sent[place][name] = value[0]
    if unknown:
        return Skipped(operation, (*unknown,))
    headers = {name: str(value) for name, value in sent["header"].items()}
    return Probe(operation, sent["path"], sent["query"], headers)


def _value(
    document: Written,
    operation: WrittenOperation,
    name: str,
    parameter: Node | None,
    values: Values,
    prefix: str | None,
) -> tuple[Json] | None:
    """The value of an argument, in a tuple of one; None if nothing tells it."""
    explicit = _explicit(operation, name, values)
    if explicit is not None:
        return explicit
    if prefix is not None:
        for item in values.items.get(prefix, ()):
            if (value := _identity(item, name)) is not None:
                return (value,)
    listed = None if parameter is None else _documented(document, parameter)
    if listed is not None:
        return listed
    folded = _folded(name)
    if folded not in _IDENTITIES and folded in values.by_name:
        return (values.by_name[folded],)
    return None


def _explicit(operation: WrittenOperation, name: str, values: Values) -> tuple[Json] | None:
    own = object_of(values.own.get(operation.name))
    for source in (own, values.own):
        if name in source:
            return (source[name],)
    return None


def _identity(item: Mapping[str, Json], name: str) -> Json:
    """The property of an object that an argument of the path names it by."""
    by_name = {_folded(key): value for key, value in item.items()}
    folded = _folded(name)
    endings = [each for each in _IDENTITIES if folded.endswith(each)]
    for key in (folded, *endings, *_IDENTITIES):
        value = by_name.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return value
    return None


def _documented(document: Written, parameter: Node) -> tuple[Json] | None:
    """The example, default, or first value of a parameter."""
    schema = parameter.get("schema")
    target = None if schema is None else document.target(schema)
    for holder in (parameter, target):
        for value in () if holder is None else _examples(holder):
            return (value,)
    return None


def _examples(holder: Node) -> Iterator[Json]:
    yield from example_of(object_of(holder.value)).values()
    for key in ("const", "default"):
        if holder.raw(key) is not None:
            yield holder.raw(key)
    examples = holder.raw("examples")
    for each in examples.values() if isinstance(examples, dict) else ():
        if object_of(each).get("value") is not None:
            yield object_of(each)["value"]
    for listed in (examples, holder.raw("enum")):
        if isinstance(listed, list) and listed:
            yield listed[0]


def _prefix(operation: WrittenOperation, name: str, path: Mapping[str, Json]) -> str:
    """The concrete path before an argument."""
    before = operation.plain_path.partition(f"{{{name}}}")[0].rstrip("/")
    return _PARAMETER.sub(lambda match: str(path.get(match[1], "")), before)


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _objects(body: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """The objects of the first list in a response, or else the response itself."""
    if isinstance(body, list):
        yield from (each for each in body if isinstance(each, dict))
    elif isinstance(body, dict):
        lists: Sequence[Json] = [each for each in body.values() if isinstance(each, list)]
        for each in lists:
            yield from _objects(each, depth + 1)
        if not lists and depth < _DEEPEST:
            for each in body.values():
                if isinstance(each, dict):
                    yield from _objects(each, depth + 1)
        if depth == 0:
            yield body
