"""Tolerant decoding: what fits is typed, what does not fit stays data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from .codec import adapter


def salvaged(annotation: Any, data: Any) -> Any:
    """The value of JSON data that does not fit its type.

    Models keep every field that fits; a field that does not is the data as it arrived,
    a required one that is missing is None. What is no model is data as a whole.
    """
    try:
        return adapter(annotation).validate_python(data)
    except ValidationError:
        return _piecewise(annotation, data)


def problems(error: ValueError) -> tuple[str, ...]:
    """Where data does not fit and why, without the values."""
    if not isinstance(error, ValidationError):
        return (type(error).__name__,)
    found: list[str] = []
    for item in error.errors(include_input=False, include_url=False):
        place = ".".join(map(str, item["loc"]))
        found.append(f"{place}: {item['msg']}" if place else item["msg"])
    return tuple(found)


def _piecewise(annotation: Any, data: Any) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _piecewise(arguments[0], data)
    if origin in (Union, UnionType):
        return _nearest(arguments, data)
    if hasattr(annotation, "__value__"):  # An alias.
        return _piecewise(annotation.__value__, data)
    if origin is list and isinstance(data, list):
        return [salvaged(arguments[0], item) for item in cast(list[object], data)]
    if isinstance(data, dict):
        members = cast(dict[str, Any], data)
        if origin is dict:
            kind = arguments[1]
            return {name: salvaged(kind, value) for name, value in members.items()}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return _model(annotation, members)
    return cast(Any, data)


def _nearest(choices: Iterable[Any], data: Any) -> Any:
    """As the choice of a union that has the fewest faults."""
    best, fewest = None, None
    for choice in choices:
        try:
            adapter(choice).validate_python(data)
        except ValidationError as error:
            count = error.error_count()
            if choice is not type(None) and (fewest is None or count < fewest):
                best, fewest = choice, count
    return data if best is None else _piecewise(best, data)


def _model(kind: type[BaseModel], data: Mapping[str, Any]) -> BaseModel:
    adapter(kind)  # It may not be built yet.
    values: dict[str, Any] = {}
    missing: dict[str, Any] = {}
    rest = dict(data)
    for name, field in kind.model_fields.items():
        alias = field.validation_alias
        key = alias if isinstance(alias, str) else name
        if key in rest:
            annotation: Any = field.annotation
            for extra in field.metadata:
                annotation = Annotated[annotation, extra]
            values[name] = salvaged(annotation, rest.pop(key))
        elif field.is_required():
            missing[name] = None
    return kind.model_construct({*values, *rest}, **values, **missing, **rest)
