"""Which media type a body goes as, where an operation takes several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from enum import Enum
from types import NoneType
from typing import Annotated, Any, Literal, cast, get_args, get_origin

from .files import as_file, file_type, has_files, is_file, is_text_type

Types = Mapping[str, Any]
"""What a body is decoded to, by media type."""

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


def media_type_of(
    body: object,
    chosen: str | None,
    types: Callable[[], Types],
    argument: str = "content_type",
) -> str:
    """The media type that is `chosen`, or else the one that the body fits.

    That is the one of its class; else a form where files are in it; else the one whose
    JSON has its shape and its fields. Of several, the first.

    Raises:
        TypeError: It fits none of them, or its content alone would say which.
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
            f"{what} may go as {' or '.join(fitting)}: "
            f'pass {argument}="{fitting[0]}", or what else it is'
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
    essence = _essence(media_type)
    if _is_json(essence):
        own = _ONLY.get(essence)
        if essence == "application/json-patch+json" and own is not None:
            return shape in own
        shapes = {s for part in _parts(type_) for s in _shapes(part)}
        return shape in shapes and shape in (own or _ANYTHING)
    if _is_form(essence):
        return shape == "object"
    if shape in _SCALARS:
        return is_text_type(essence) or "*" in essence
    return shape == "file"


def _best_form(body: object, fitting: list[str], types: Types) -> str:
    """Of those that take what has members, the best one."""
    left = _narrowed(fitting, lambda m: _is_of(body, types[m]))
    if has_files(body):
        forms = [m for m in left if _essence(m).startswith("multipart/")]
        # A class may belong to JSON, and what a dict has is for its reader to say.
        left = forms or left
    if isinstance(body, Mapping) and len(left) > 1:
        keys = {str(key) for key in cast(Mapping[object, object], body)}
        left = _narrowed(left, lambda m: _fits_keys(keys, types[m], missing=True))
        left = _narrowed(left, lambda m: _fits_keys(keys, types[m], missing=False))
    return left[0]


def _best_content(body: object, shape: str, fitting: list[str]) -> list[str]:
    """Of those that take text or a file whole, those that it may be."""
    whole = [m for m in fitting if not _is_json(_essence(m))]
    if shape != "file":
        # JSON says what it is, whatever the text is.
        return fitting[:1] if len(whole) < len(fitting) else _named(whole, "text/plain")
    if len(whole) > 1:
        own = file_type(as_file(body), "", "")
        exact = [m for m in whole if _essence(m) == own.partition(";")[0].lower()]
        ranges = [m for m in whole if own and _is_within(own, _essence(m))]
        whole = exact or ranges or _named(whole, "application/octet-stream", "*/*")
    return whole or fitting[:1]


def _named(media_types: list[str], *names: str) -> list[str]:
    """The first that has one of the names, which suit any content; else all."""
    found = [m for name in names for m in media_types if _essence(m) == name]
    return found[:1] or media_types


def _narrowed(media_types: list[str], keeps: Callable[[str], bool]) -> list[str]:
    return [m for m in media_types if keeps(m)] or media_types


def _is_of(body: object, type_: Any) -> bool:
    """Whether a type has the class of a model, or of the models in a list."""
    if isinstance(body, Mapping):
        return False
    one: object = body
    parts = list(_parts(type_))
    if isinstance(body, (Sequence, Set)):
        one = next(iter(cast(Iterable[object], body)), None)
        parts = [p for part in parts for inner in get_args(part) for p in _parts(inner)]
    if not hasattr(type(one), "model_fields"):
        return False
    return any(isinstance(part, type) and isinstance(one, part) for part in parts)


def _fits_keys(keys: set[str], type_: Any, *, missing: bool) -> bool:
    """Whether a dict has what a class requires or, if not `missing`, nothing else than
    its fields."""
    for part in _parts(type_):
        if not hasattr(part, "model_fields"):
            return True
        fields = {f.alias or name: f for name, f in part.model_fields.items()}
        required = {name for name, f in fields.items() if f.is_required()}
        if required <= keys if missing else keys <= fields.keys():
            return True
    return False


def _parts(type_: Any) -> Iterator[Any]:
    """The types that a value may have: unions, aliases and annotations seen through."""
    seen = set[int]()
    todo = [type_]
    while todo:
        part = todo.pop(0)
        if hasattr(part, "__value__") and id(part) not in seen:
            seen.add(id(part))
            todo.insert(0, part.__value__)
        elif get_origin(part) is Annotated:
            todo.insert(0, get_args(part)[0])
        elif _is_union(part):
            todo[:0] = get_args(part)
        elif part not in (None, NoneType):
            yield part


def _is_union(type_: Any) -> bool:
    return type(type_).__name__ in ("Union", "UnionType", "_UnionGenericAlias")


def _shapes(part: Any) -> frozenset[str]:
    origin = get_origin(part)
    if origin is Literal:
        return _SCALARS
    kind = part if origin is None else origin
    if not isinstance(kind, type):
        return _ANYTHING
    if kind in _SHAPES:
        return _SHAPES[kind]
    if hasattr(kind, "model_fields") or issubclass(kind, Mapping):
        return frozenset({"object"})
    if issubclass(kind, (list, tuple, set, frozenset)):
        return frozenset({"array"})
    return _ANYTHING if kind in (object, Any) else _SCALARS


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _is_json(essence: str) -> bool:
    return essence in ("*/*", "application/*") or essence.endswith(("+json", "/json"))


def _is_form(essence: str) -> bool:
    return essence == "application/x-www-form-urlencoded" or essence.startswith(
        "multipart/"
    )


def _is_within(media_type: str, range_: str) -> bool:
    return range_.endswith("/*") and media_type.startswith(range_[:-1])
