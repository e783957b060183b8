"""Tolerant decoding: what matches its type is typed, what does not stays data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from .codec import adapter, read_data, read_json, restored
from .decoding import data as data_of
from .decoding import joined, media_type_of, raw
from .lazy import public
from .shapes import Choice, choices, extra_type, fields_of

if TYPE_CHECKING:
    from .request import Request

Place = tuple[str, ...]
"""Names of fields in a body; "*" for the items of a list and the values of a map."""

Difference = tuple[Place, str, object]
"""A place, the kind of difference (null, missing, type), and the data that is there."""

Note = Callable[[Difference], object]

LONGEST_PLACE = 200
"""Characters of a place: the server chooses the keys in it."""

SWITCH = 'validation="tolerant" takes it as data'
"""What a DecodeError of a strict client adds."""

_NUMBER_OR_BOOLEAN = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false"
)

_LABELS = ("json-or-python[", "chain[")
"""Of members of unions, in what pydantic calls the place of an error."""


@public
@dataclass(frozen=True, slots=True)
class Drift:
    """A response that does not match the document and is decoded as far as possible.

    A client reports each place of an operation once.
    """

    request: Request[Any]
    status: int
    problems: tuple[str, ...]
    """Places and differences: `items.0.size: Input should be ...`."""
    content: bytes


class Unfit(ValueError):
    """A body that does not match the document, for a reason pydantic has no error for."""


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


def header_value(response: Any, name: str, kind: Any, separator: str) -> Any:
    """The value of a header of a response.

    Raises:
        DecodeError: The header is not a valid `kind`.
    """
    try:
        return _header(response.headers[name], kind, separator)
    except ValueError as error:
        cause = without_input(error)
    shown = kind if get_origin(kind) else getattr(kind, "__name__", kind)
    raise response.undecodable(f"an invalid header {name}: not a {shown}") from cause


def _header(text: str, kind: Any, separator: str) -> Any:
    """The value of a header in style simple (OpenAPI, "Header Object")."""
    if kind in (date, datetime) and "-" not in text.strip()[1:] and ":" not in text:
        raise ValueError("digits are not a date")  # pydantic reads seconds since 1970
    if get_origin(kind) is list:
        return adapter(kind).validate_python([t.strip() for t in text.split(separator)])
    try:
        return adapter(kind).validate_strings(text)
    except ValidationError as error:
        try:
            moment = _http_date(text)
        except ValueError:
            raise error from None
        return adapter(kind).validate_python(moment)


def _http_date(text: str) -> datetime:
    """The moment of a date as HTTP writes it, from the year 0001, not 2001, on."""
    moment, year = parsedate_to_datetime(text), re.search(r" (00\d\d) ", text)
    return moment.replace(year=int(year[1])) if year else moment


def mismatched(response: Any, annotation: Any, problem: ValueError) -> Any:
    """The value of a body that does not match, as far as it does."""
    headers, observer = response.headers, response.observer
    content = response.content
    array = _array(response, annotation)
    if array is not None:
        content, problem = array.encode(), Unfit("JSON texts one after another")

    def salvage(note: Note | None = None) -> Any:
        return salvaged(annotation, data_of(content, headers, annotation), note)

    value = None
    if observer is not None:
        value = observer.salvages(response, annotation, problem, salvage)
    _report(response, problem)
    value = salvage() if observer is None else value
    return restored(annotation, value, content)


def _array(response: Any, annotation: Any) -> str | None:
    """The body as an array if the document describes a list but the server sends items."""
    possible = choices(annotation)
    if all(one.item is None and one.type is not Any for one in possible):
        return None
    return joined(response.content, media_type_of(response.headers, ""))


def empty(response: Any, annotation: Any) -> Any:
    """The value of an empty body: None, except for text and files."""
    # RFC 9110, sections 15.3.5 and 15.3.6.
    if annotation in (str, bytes) and response.status not in (204, 205):
        return annotation()
    try:
        return adapter(annotation).validate_python(None)
    except ValidationError as error:
        problem = Unfit("it is empty")
        problem.__cause__ = without_input(error)
        _observe(response, problem)
        _report(response, problem)
    return None


def unexpected(response: Any) -> Any:
    """The value of a body where the document describes none; `null` counts as none."""
    value = raw(response.content, media_type_of(response.headers, ""))
    if value is not None:
        problem = Unfit("no content is described")
        _observe(response, problem)
        _report(response, problem)
    return value


def _observe(response: Any, error: ValueError) -> None:
    """Logs a body that differs as a whole."""
    if response.observer is not None:
        response.observer.differs(response, error)


def _report(response: Any, error: ValueError) -> None:
    """Reports a body that does not fit.

    Raises:
        DecodeError: The client is strict.
    """
    if response.drift is None:
        raise response.undecodable(
            f"a body that does not match the document: {_reason(response, error)}; "
            f"{SWITCH}"
        ) from error
    request, status, content = response.request, response.status, response.content
    response.drift.report(request, status, problems(error), content)


def _reason(response: Any, error: ValueError) -> str:
    """The first problem and the number of others, without the values."""
    first = next(iter(problems(error).values()))
    count = error.error_count() - 1 if isinstance(error, ValidationError) else 0
    kind = response.headers.get("content-type", "no content type")
    return f"{first}{f', and {count} more' if count else ''} ({kind})"
