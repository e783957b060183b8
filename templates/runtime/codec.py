"""JSON as values: what pydantic builds of types, once, and where bytes become values."""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial, update_wrapper
from threading import RLock
from typing import Annotated, Any, Protocol, TypeVar, cast

from pydantic import GetPydanticSchema, TypeAdapter, ValidationError
from pydantic_core import from_json
from pydantic_core import to_json as dumped

from .lazy import ForkLock
from .model import PYDANTIC, opened

T = TypeVar("T")

BUILDS_ON_DUMP = PYDANTIC >= (2, 14)
"""Whether this pydantic builds a model when it is dumped as part of another."""

BUILDING = ForkLock(RLock)

Reader = Callable[[bytes | str], Any]
"""What decodes JSON."""

_OPEN = GetPydanticSchema(lambda source, handler: opened(handler(source)))
"""Opens literals, as those in models are."""
_CHARSET = r"charset=[\"']?([\w.:-]+)"
_NO_CHARSETS = "idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"
"""Codecs of Python that are text encodings, and no charset of a media type."""


class Exactness(Protocol):
    """What keeps digits that JSON parsers lose: metadata, by `EXACTLY`, of the schemas of
    types that need it."""

    def reader(self, reader: Reader) -> Reader:
        """The same reader, with all digits."""
        ...

    def restored(self, value: Any, content: bytes | str) -> Any:
        """A value that was read from JSON, with the digits that are there."""
        ...


EXACTLY = "exactly"


def cached(function: Callable[[Any], T]) -> Callable[[Any], T]:
    """Caches the results by annotation, if its metadata is hashable."""
    by_annotation = lru_cache(maxsize=1024)(function)

    def get(annotation: Any) -> T:
        try:
            return by_annotation(annotation)
        except TypeError:
            return function(annotation)

    return update_wrapper(get, function)


@cached
def adapter(annotation: Any) -> TypeAdapter[Any]:
    """The adapter of an annotation, built once."""
    kind: Any = annotation
    if not isinstance(annotation, type):
        kind = Annotated[annotation, _OPEN]
    # Models are built on first use, and building is not thread-safe in pydantic.
    with BUILDING:
        built: TypeAdapter[Any] = TypeAdapter(kind)
        built.rebuild()
        if not BUILDS_ON_DUMP:
            nodes = schema_nodes(built.core_schema)
            for model in {node["cls"] for node in nodes if node.get("type") == "model"}:
                model.model_rebuild()
    return built


def schema_nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """The objects in a schema that pydantic has built, itself among them."""
    todo: list[Any] = [schema]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            members = cast(dict[str, Any], node)
            yield members
            todo += members.values()
        elif isinstance(node, (list, tuple)):
            todo += cast(Sequence[Any], node)


@cached
def json_reader(annotation: Any) -> Reader:
    """What decodes the JSON of an annotation: the adapter's validator itself.

    The adapter would ask for options first, which takes longer than a small body. It is
    strict: of other JSON types, such as "1" or true for an integer, it makes nothing.
    """
    reader: Reader = partial(adapter(annotation).validator.validate_json, strict=True)
    exactness = _exactness(annotation)
    return reader if exactness is None else exactness.reader(reader)


def read_json(annotation: Any, content: bytes | str) -> Any:
    """The value of JSON; 1.0 is an integer, as in JSON Schema.

    Raises:
        ValidationError: It does not fit.
    """
    reader = json_reader(annotation)
    try:
        return reader(content)
    except ValidationError as error:
        integral = _with_integers(content, error)
        if integral is None:
            raise
    return restored(annotation, reader(integral), content)


def read_data(annotation: Any, data: Any) -> Any:
    """The value of JSON data, or of bytes that are not JSON.

    Raises:
        ValueError: It does not fit.
    """
    if isinstance(data, bytes):
        return adapter(annotation).validate_python(data, strict=True)
    return read_json(annotation, dumped(data, inf_nan_mode="constants"))


def restored(annotation: Any, value: Any, content: bytes | str) -> Any:
    """A value of a type that was read from JSON data, with the digits of its JSON."""
    exactness = _exactness(annotation)
    return value if exactness is None else exactness.restored(value, content)


def charset(media_type: str) -> str:
    """The codec of the charset that a media type names, else of UTF-8."""
    named = re.search(_CHARSET, media_type)
    if named is None:
        return "utf-8"
    try:
        name = lookup(named[1]).name
        "a".encode(name).decode(name)  # Some codecs are none of text.
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _NO_CHARSETS else name


def _with_integers(content: bytes | str, error: ValidationError) -> bytes | None:
    """The JSON with integers in place of the floats, such as 1.0, that should be some;
    None where there are none."""
    places = [
        (item["loc"], int(Decimal(repr(item["input"]))))
        for item in error.errors(include_url=False, include_context=False)
        if item["type"] == "int_type"
        and isinstance(item["input"], float)
        and item["input"].is_integer()
    ]
    if not places:
        return None
    root = [from_json(content)]
    for loc, number in places:
        _replace(root, (0, *loc), number)
    return dumped(root[0], inf_nan_mode="constants")


def _replace(data: Any, loc: tuple[int | str, ...], number: int) -> None:
    """Replaces the input of an error of pydantic, whose location also names members of
    unions, which the data does not have."""
    for part in loc:
        if not _has(data, part):
            continue
        member: Any = data[part]
        if isinstance(member, (dict, list)):
            data = cast(Any, member)
        elif member == number:
            data[part] = number
            return


def _has(data: object, part: int | str) -> bool:
    if isinstance(data, dict):
        return part in cast(dict[object, object], data)
    items = cast(list[object], data)
    return isinstance(part, int) and part < len(items)


@cached
def _exactness(annotation: Any) -> Exactness | None:
    """What a type needs that is anywhere in the schema that pydantic has built."""
    for node in schema_nodes(adapter(annotation).core_schema):
        if EXACTLY in (node.get("metadata") or ()):
            return cast(Exactness, node["metadata"][EXACTLY])
    return None
