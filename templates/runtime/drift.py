"""Tolerant decoding: what matches its type is typed, what does not stays data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from .codec import read_data, read_json
from .hooks import Drift
from .shapes import Choice, choices, extra_type, fields_of

if TYPE_CHECKING:
    from logging import Logger

    from .request import Request

Place = tuple[str, ...]
"""Names of fields in a body; "*" for the items of a list and the values of a map."""

Difference = tuple[Place, str, object]
"""A place, the kind of difference (null, missing, type), and the data that is there."""

Note = Callable[[Difference], object]

MOST_PLACES = 1000
"""Places that a client reports: the keys of a map may be different ones every time."""

LONGEST_PLACE = 200
"""Characters of a place: the server chooses the keys in it."""

SWITCH = 'validation="tolerant" takes it as data'
"""What a DecodeError of a strict client adds."""


_NUMBER_OR_BOOLEAN = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false"
)


_LABELS = ("json-or-python[", "chain[")
"""Of members of unions, in what pydantic calls the place of an error."""


class Unfit(ValueError):
    """A body that does not match the document, for a reason pydantic has no error for."""


class DriftReporter:
    """Reports where responses differ from the document, once per operation and place.

    To `on_drift`, and as a warning of the package's logger. If `on_drift` is a log, it
    observes every occurrence itself.
    """

    __slots__ = ("_has_ended", "_log", "_on_drift", "_reported", "observer")

    def __init__(
        self, log: Logger, on_drift: Callable[[Drift], object] | None = None
    ) -> None:
        self._log = log
        self.observer: Any = on_drift if hasattr(on_drift, "salvages") else None
        self._on_drift = on_drift if self.observer is None else None
        self._has_ended = False
        self._reported: dict[tuple[str, str, str], object] = {}

    def report(
        self,
        request: Request[Any],
        status: int,
        problems: Mapping[str, str],
        content: bytes,
    ) -> None:
        """Reports those `problems`, by place, that are new."""
        new = tuple(
            problem
            for place, problem in problems.items()
            if self._is_first(request.method, request.path, place)
        )
        if not new:
            return
        more = f"; and {len(new) - 5} more" if len(new) > 5 else ""
        self._log.warning(
            "%s %s returned %d with data that does not match the document: %s%s",
            request.method,
            request.path,
            status,
            "; ".join(new[:5]),
            more,
        )
        if self._on_drift:
            self._on_drift(Drift(request, status, new, content))

    def _is_first(self, *place: str) -> bool:
        reported, this = self._reported, object()
        if len(reported) >= MOST_PLACES:
            self._report_end()
            return False
        # One step, so that of several threads only one is the first.
        return reported.setdefault(cast(Any, place), this) is this

    def _report_end(self) -> None:
        if not self._has_ended:
            self._has_ended = True
            self._log.warning(
                "%d places differ from the document: no more are reported", MOST_PLACES
            )


def salvaged(
    annotation: Any, data: Any, note: Note | None = None, at: Place = ()
) -> Any:
    """The value of JSON data that does not fit its type; `note` takes each difference.

    Models keep every field that fits; a field that does not is the unchanged JSON data,
    a required one that is missing is None. Other values that do not fit are returned as
    data. If the annotation is a single type other than `str`, text that contains its JSON
    is converted ("1" for an integer, "true" for a boolean), and so are 0 and 1 for a
    boolean.
    """
    try:
        return read_data(annotation, data)
    except ValueError:
        return _piecewise(annotation, data, note, at)


def problems(error: ValueError) -> dict[str, str]:
    """The first problem of each place, without the values.

    All items of a list are one place. Of a body as a whole, the kind of the problem
    stands for the place.
    """
    if isinstance(error, Unfit):
        return {str(error): str(error)}
    if not isinstance(error, ValidationError):
        return {type(error).__name__: type(error).__name__}
    by_place: dict[str, str] = {}
    for item in error.errors(include_input=False, include_url=False):
        # The choices of one scalar are no place of their own.
        loc = [p for p in item["loc"] if not str(p).startswith(_LABELS)]
        path = ["*" if isinstance(part, int) else part for part in loc]
        place = ".".join(path) or item["type"]
        if place not in by_place and item["type"] != "is_instance_of":
            at = _readable(".".join(map(str, loc)))
            by_place[place] = f"{at}: {item['msg']}" if at else item["msg"]
    return by_place


def without_input(error: ValueError) -> ValueError:
    """The same error of pydantic without its input, so that no log shows it."""
    if not isinstance(error, ValidationError):
        return error
    return ValidationError.from_exception_data(
        error.title,
        [
            {
                "type": PydanticCustomError(
                    cast(Any, item["type"]), cast(Any, item["msg"])
                ),
                "loc": item["loc"],
                "input": None,
            }
            for item in error.errors(include_input=False, include_url=False)
        ],
        hide_input=True,
    )


def _readable(place: str) -> str:
    """A place as a message may hold it: one line, of bounded length."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in place)
    return line if len(line) <= LONGEST_PLACE else line[:LONGEST_PLACE] + "..."


def _piecewise(annotation: Any, data: Any, note: Note | None, at: Place) -> Any:
    possible = choices(annotation)
    if len(possible) != 1:
        return nearest([choice.annotation for choice in possible], data, note, at)
    [choice] = possible
    if choice.tagging is not None:
        value = nearest(choice.of(data), data, note, at)
        is_model = isinstance(value, BaseModel)
        return choice.tagging.untagged(value) if is_model else value
    if isinstance(data, list):
        items = cast(list[object], data)
        if choice.item is not None:
            inner = (*at, "*")
            return [salvaged(choice.item, item, note, inner) for item in items]
        if choice.places is not None and len(items) == len(choice.places):
            pairs = zip(choice.places, items, strict=True)
            return tuple(
                salvaged(kind, item, note, (*at, str(index)))
                for index, (kind, item) in enumerate(pairs)
            )
    if isinstance(data, dict):
        members = cast(dict[str, Any], data)
        if choice.value is not None:
            return _values(choice.value, members, note, at)
        if choice.model is not None:
            return _model(choice.model, members, note, at)
        _take(note, at, members)
        return members
    _take(note, at, cast(object, data))
    return _converted(choice, data)


def _take(note: Note | None, at: Place, data: object) -> None:
    if note is not None:
        note((at, "null" if data is None else "type", data))


def _values(
    kind: Any, members: Mapping[str, Any], note: Note | None, at: Place
) -> dict[str, Any]:
    """The values of a map, whose keys the server chooses."""
    at = (*at, "*")
    return {name: salvaged(kind, value, note, at) for name, value in members.items()}


def _converted(choice: Choice, data: Any) -> Any:
    """A scalar of another JSON type, converted where nothing is lost by it."""
    text = data
    if choice.type is bool and type(data) is int and data in (0, 1):
        return bool(data)
    if isinstance(data, str):
        if not _NUMBER_OR_BOOLEAN.fullmatch(data):
            return data
    elif type(data) in (int, float) and choice.type is Decimal:
        text = f'"{data}"'
    else:
        return data
    try:
        return read_json(choice.annotation, text)
    except ValueError:
        return data


def nearest(possible: Iterable[Any], data: Any, note: Note | None, at: Place) -> Any:
    """As the choice of a union that has the fewest faults, and of those the one with the
    most fields that are there; scalars are not converted."""
    best, fewest = None, (0, 0)
    for choice in possible:
        try:
            return read_data(choice, data)
        except ValidationError as error:
            faults = error.error_count(), -shared_fields(choice, data)
            if best is None or faults < fewest:
                best, fewest = choice, faults
        except ValueError:
            _take(note, at, data)
            return data
    if best is None or not isinstance(data, (dict, list)):
        _take(note, at, data)
        return cast(object, data)
    return _piecewise(best, cast(object, data), note, at)


def shared_fields(annotation: Any, data: object) -> int:
    """How many fields of a model are in JSON data."""
    names = cast(dict[str, object], data).keys() if isinstance(data, dict) else ()
    models = [
        choice.model for choice in choices(annotation) if choice.model is not None
    ]
    return max((len(fields_of(m).by_name.keys() & names) for m in models), default=0)


def _model(
    kind: type[BaseModel], data: Mapping[str, Any], note: Note | None, at: Place
) -> BaseModel:
    values: dict[str, Any] = {}
    missing: dict[str, Any] = {}
    rest = dict(data)
    for name, field in fields_of(kind).by_name.items():
        if name in rest:
            value = rest.pop(name)
            values[field.attribute] = salvaged(field.type, value, note, (*at, name))
        elif field.is_required:
            missing[field.attribute] = None
            if note is not None:
                note(((*at, name), "missing", None))
    extra = extra_type(kind)
    if extra is not None:
        rest = _values(extra, rest, note, at)
    return kind.model_construct({*values, *rest}, **values, **missing, **rest)
