"""JSON and pydantic: the only place where values become bytes, and bytes values."""

from __future__ import annotations

import re
from base64 import b64encode
from codecs import lookup
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from threading import RLock
from typing import Any, cast

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticUndefined

from .model import CalendarDuration

_BINARY = (bytes, bytearray, memoryview)
_ATOMS = (str, *_BINARY)
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
_BUILDING = RLock()
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)")


def adapter(annotation: Any) -> TypeAdapter[Any]:
    """The adapter of an annotation, built once."""
    try:
        return _cached(annotation)
    except TypeError:  # An annotation with something unhashable in its metadata.
        return _built(annotation)


def json_reader(annotation: Any) -> Callable[[bytes | str], Any]:
    """What decodes the JSON of an annotation: the adapter's validator itself.

    The adapter would ask for options first, which takes longer than a small body.
    """
    try:
        return _reader(annotation)
    except TypeError:
        reader: Callable[[bytes | str], Any] = _built(
            annotation
        ).validator.validate_json
        return reader


def charset(media_type: str) -> str:
    """The codec of the charset that a media type names, else of UTF-8."""
    named = _CHARSET.search(media_type)
    try:
        return lookup(named[1]).name if named else "utf-8"
    except LookupError:
        return "utf-8"


def to_json(value: object) -> bytes:
    """JSON of models, collections and scalars; of models, what was set."""
    mark_fixed(value)
    value = _plainly(value)
    return _ANYTHING.dump_json(value, by_alias=True, exclude_unset=True)


def to_plain(value: object) -> Any:
    """The same as dicts, lists and JSON's scalars."""
    mark_fixed(value)
    value = _plainly(value)
    return _ANYTHING.dump_python(value, mode="json", by_alias=True, exclude_unset=True)


@lru_cache(maxsize=1024)
def _reader(annotation: Any) -> Callable[[bytes | str], Any]:
    reader: Callable[[bytes | str], Any] = _cached(annotation).validator.validate_json
    return reader


@lru_cache(maxsize=1024)
def _cached(annotation: Any) -> TypeAdapter[Any]:
    return _built(annotation)


def _built(annotation: Any) -> TypeAdapter[Any]:
    # Models are built on first use, and building is not thread-safe in pydantic.
    with _BUILDING:
        made: TypeAdapter[Any] = TypeAdapter(annotation)
        made.rebuild()
    return made


def completed(model: type[BaseModel]) -> type[BaseModel]:
    """The model, with the annotations of its fields evaluated."""
    if not model.__pydantic_complete__:
        with _BUILDING:
            model.model_rebuild()
    return model


def mark_fixed(value: object) -> None:
    """Counts the fields that the document fixes among the set ones, at every depth.

    The only defaults that models have, other than None, are such fixed values.
    """
    if isinstance(value, BaseModel):
        # A model that was made and never validated may not be built yet.
        if not type(value).__pydantic_complete__:
            adapter(type(value))
        value.model_fields_set.update(_fixed(type(value)))
        _mark_all(value.__dict__.values())
        _mark_all((value.__pydantic_extra__ or {}).values())
    elif isinstance(value, Mapping):
        _mark_all(cast(Mapping[Any, object], value).values())
    elif isinstance(value, (Sequence, Set)) and not isinstance(value, _ATOMS):
        _mark_all(cast(Iterable[object], value))


def _plainly(value: object) -> object:
    """What plain collections cannot write of themselves, and models can, as text."""
    if isinstance(value, _BINARY):
        return b64encode(cast(bytes, value)).decode()
    if isinstance(value, CalendarDuration):
        return value.text
    if isinstance(value, Mapping):
        members = cast(Mapping[object, object], value)
        return {key: _plainly(member) for key, member in members.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plainly(item) for item in cast(Iterable[object], value)]
    return value


def _mark_all(values: Iterable[object]) -> None:
    for value in values:
        if not isinstance(value, (str, int, float, type(None))):
            mark_fixed(value)


@lru_cache(maxsize=1024)
def _fixed(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in model.model_fields.items()
        if field.default is not None and field.default is not PydanticUndefined
    )
