"""Request bodies with a choice of media types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from enum import Enum
from typing import Any, Literal, cast, get_origin

from .files import as_file, file_type, has_files, is_file, is_stream, is_text_type
from .json_values import Json
from .raw import Raw, likely
from .request import URLENCODED, Body
from .shapes import Choice, fields_of
from .shapes import choices as choices_of

Types = Mapping[str, Any]
"""The types of a body, by media type."""

Writer = Callable[[Any], Body]
"""Makes the body of a value."""

_NO_WRITERS: Mapping[str, Writer] = {}

_SEQUENCES = ("jsonl", "ndjson", "json-lines", "json-seq", "/event-stream")
_ANYTHING = frozenset({"array", "file", "object", "scalar", "text"})
_SCALARS = frozenset({"scalar", "text"})
_ONLY = {
    "application/json-patch+json": frozenset({"array"}),
    "application/merge-patch+json": _ANYTHING - {"array"},
}
_SHAPES: Mapping[type[Any], frozenset[str]] = {
    str: frozenset({"text"}),
    int: frozenset({"scalar"}),
    float: frozenset({"scalar"}),
    bool: frozenset({"scalar"}),
    bytes: frozenset({"file"}),
}


def plain_body(value: object, media_type: str, *, is_null_sent: bool = False) -> Body:
    """A body as JSON, or unchanged as text or a file.

    Raises:
        TypeError: It is None, which is null in JSON only.
    """
    if "*" in media_type:
        media_type = likely(value, media_type)
    if is_json(essence_of(media_type)) and not is_stream(value):
        return Json(value, media_type, is_null_sent)
    if value is None and is_null_sent:
        raise TypeError(f"a NoneType cannot be sent as {media_type}")
    return Raw(value, media_type)


def chosen(
    value: object,
    media_type: str | None,
    types: Callable[[], Types],
    writers: Mapping[str, Writer] = _NO_WRITERS,
    *,
    fallback: Callable[..., Body] = plain_body,
    sent: object = None,
    argument: str = "content_type",
    is_null_sent: bool = False,
) -> Body | None:
    """A body in the chosen media type, or else in the one that it fits; None if there is
    no body.

    `writers` are by media type; a file, and so any bytes, is sent unchanged. `fallback`
    is for other media types. `sent` is the body to send, if other than `value`.

    Raises:
        TypeError: It fits none of the media types, or more than one.
    """
    if value is None and not is_null_sent:
        return None
    media_type = media_type_of(value, media_type, types, argument)
    value = value if sent is None else sent
    writer = writers.get(media_type)
    if writer is None:
        return fallback(value, media_type, is_null_sent=is_null_sent)
    if is_json(essence_of(media_type)):
        is_unchanged = is_stream(value)
    else:
        is_text = value is None or isinstance(value, str)
        is_unchanged = is_text or is_file(as_file(value))
        # The chunks of an iterator may be the items of such a sequence.
        is_unchanged &= not essence_of(media_type).endswith(_SEQUENCES)
    if is_unchanged:
        return plain_body(value, media_type, is_null_sent=is_null_sent)
    return writer(value)


def media_type_of(
    body: object,
    chosen: str | None,
    types: Callable[[], Types],
    argument: str = "content_type",
) -> str:
    """The media type that is `chosen`, or else the one that the body fits.

    That is the one with the class of the body; else a form if the body contains files;
    else the one whose JSON has its shape and fields. If there are several, the first.

    Raises:
        TypeError: It fits none of the media types, or more than one.
    """
    if chosen is not None:
        return chosen
    listed = types()
    if body is None:
        return next(iter(listed))
    if isinstance(body, Enum):
        body = body.value
    shape = _shape(body)
    fitting = [m for m, type_ in listed.items() if _takes(m, type_, shape)]
    if not fitting:
        raise TypeError(
            f"a {type(body).__name__} fits none of {', '.join(listed)}: "
            f'pass {argument}="..." to send it as one of them'
        )
    if shape in ("array", "object"):
        return _best_form(body, fitting, listed)
    if len(fitting) > 1:
        fitting = _best_content(body, shape, fitting)
    if len(fitting) > 1:
        what = "text" if shape == "text" else "a file"
        raise TypeError(
            f"{what} may be sent as {' or '.join(fitting)}: "
            f'pass {argument}="{fitting[0]}" or another of these'
        )
    return fitting[0]


def _shape(body: object) -> str:
    if isinstance(body, str):
        return "text"
    if is_file(as_file(body)):
        return "file"
    if isinstance(body, Mapping) or hasattr(type(body), "model_fields"):
        return "object"
    return "array" if isinstance(body, (Sequence, Set)) else "scalar"


def _takes(media_type: str, type_: Any, shape: str) -> bool:
    essence = essence_of(media_type)
    if is_json(essence):
        own = _ONLY.get(essence)
        if essence == "application/json-patch+json" and own is not None:
            return shape in own
        shapes = {s for part in _parts(type_) for s in _shapes(part)}
        return shape in shapes and shape in (own or _ANYTHING)
    if _is_form(essence):
        return shape == "object"
    if essence.endswith(("/xml", "+xml")) and shape in ("array", "object"):
        return any(shape in _shapes(part) for part in _parts(type_))
    if shape in _SCALARS:
        return is_text_type(essence) or "*" in essence
    return shape == "file"


def _best_form(body: object, fitting: list[str], types: Types) -> str:
    """The best of the media types for objects and arrays."""
    left = _narrowed(fitting, lambda m: _is_of(body, types[m]))
    if has_files(body):
        forms = [m for m in left if essence_of(m).startswith("multipart/")]
        # The class may be that of a JSON body, which cannot contain files.
        left = forms or left
    if isinstance(body, Mapping) and len(left) > 1:
        keys = {str(key) for key in cast(Mapping[object, object], body)}
        left = _narrowed(left, lambda m: _fits_keys(keys, types[m], missing=True))
        left = _narrowed(left, lambda m: _fits_keys(keys, types[m], missing=False))
    return left[0]


def _best_content(body: object, shape: str, fitting: list[str]) -> list[str]:
    """The media types that a text or a file may have."""
    whole = [m for m in fitting if not is_json(essence_of(m))]
    if shape != "file":
        # Any text can be a JSON string.
        return fitting[:1] if len(whole) < len(fitting) else _named(whole, "text/plain")
    if len(whole) > 1:
        own = file_type(as_file(body), "", "")
        exact = [m for m in whole if essence_of(m) == own.partition(";")[0].lower()]
        ranges = [m for m in whole if own and _is_within(own, essence_of(m))]
        whole = exact or ranges or _named(whole, "application/octet-stream", "*/*")
    return whole or fitting[:1]


def _named(media_types: list[str], *names: str) -> list[str]:
    """The first one with one of these generic names, else all."""
    generic = [m for name in names for m in media_types if essence_of(m) == name]
    return generic[:1] or media_types


def _narrowed(media_types: list[str], keeps: Callable[[str], bool]) -> list[str]:
    return [m for m in media_types if keeps(m)] or media_types


def _is_of(body: object, type_: Any) -> bool:
    """Whether a type includes the class of a model, or of the models in a list."""
    if isinstance(body, Mapping):
        return False
    one: object = body
    parts = _parts(type_)
    if isinstance(body, (Sequence, Set)):
        one = next(iter(cast(Iterable[object], body)), None)
        items = [i for part in parts for i in (part.item, *(part.places or ())) if i]
        parts = [inner for item in items for inner in _parts(item)]
    if not hasattr(type(one), "model_fields"):
        return False
    return any(part.model and isinstance(one, part.model) for part in parts)


def _fits_keys(keys: set[str], type_: Any, *, missing: bool) -> bool:
    """Whether a dict has all required fields of a class or, if not `missing`, only fields
    of it."""
    for part in _parts(type_):
        if part.model is None:
            return True
        fields = fields_of(part.model).by_name
        required = {name for name, field in fields.items() if field.is_required}
        if required <= keys if missing else keys <= fields.keys():
            return True
    return False


def _parts(type_: Any) -> Sequence[Choice]:
    """The types that a value may have, including the members of tagged unions."""
    parts: list[Choice] = []
    for choice in choices_of(type_):
        members = choice.variants.values()
        parts += [p for m in members for p in _parts(m)] if members else [choice]
    return parts


def _shapes(part: Choice) -> frozenset[str]:
    if part.model is not None or part.value is not None:
        return frozenset({"object"})
    if part.item is not None or part.places is not None:
        return frozenset({"array"})
    if get_origin(part.type) is Literal:
        return _SCALARS
    if not isinstance(part.type, type) or part.type in (object, Any):
        return _ANYTHING
    return _SHAPES.get(part.type, _SCALARS)


def essence_of(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(essence: str) -> bool:
    """Whether a media type or range is one of JSON."""
    return essence in ("*/*", "application/*") or essence.endswith(("+json", "/json"))


def _is_form(essence: str) -> bool:
    return essence == URLENCODED or essence.startswith("multipart/")


def _is_within(media_type: str, range_: str) -> bool:
    return range_.endswith("/*") and media_type.startswith(range_[:-1])
