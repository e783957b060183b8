"""The base classes of the generated models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache, partial
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    ValidationError,
)
from pydantic.version import VERSION
from pydantic_core import CoreSchema, core_schema

PYDANTIC = tuple(map(int, VERSION.split(".")[:2]))
_IS_POLYMORPHIC = PYDANTIC >= (2, 13)
"""Whether this pydantic knows `polymorphic_serialization`."""

UNLISTED: ContextVar[list[Any] | None] = ContextVar("unlisted", default=None)
"""Collects the members of enumerations that these do not list; None: nothing does."""

BESIDE_TEXT = "beside-text"
"""In the metadata of a schema: a schema of fewer texts, for unions with `str` or `Any`."""


class Model(BaseModel):
    """An object of the API: unknown fields are kept, unset ones are not sent.

    Keyword arguments must be declared fields; `model_validate` takes others, too.
    """

    # With "allow", pydantic's plugin for mypy accepts any keyword argument.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        polymorphic_serialization=True,
        defer_build=True,
        protected_namespaces=(),
        # What JSON has not is refused before it is sent, and never null instead.
        ser_json_inf_nan="constants",
    )

    if TYPE_CHECKING:
        # pydantic's own annotation would forbid a narrower one in a generated model.
        __pydantic_extra__: Any = Field(init=False)

    else:
        model_config = {**model_config, "extra": "allow"}

        def __init__(self, /, **values: Any) -> None:
            __tracebackhide__ = True
            try:
                self.__pydantic_validator__.validate_python(values, self_instance=self)
            except ValidationError:
                _check_names(type(self), values)
                raise
            if self.__pydantic_extra__:
                _check_names(type(self), values)

        # Decoding must not go through `__init__`.
        __init__.__pydantic_base_init__ = True

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Fields with a `Literal` are open, as enumerations are: a union has chosen by
        the tag already, and elsewhere a new value must not break the response."""
        schema = handler(source)
        inner: Any = handler.resolve_ref_schema(schema)
        while "schema" in inner and inner["type"] != "model-fields":
            inner = inner["schema"]
        for field in inner.get("fields", {}).values():
            field["schema"] = opened(field["schema"])
        if not _IS_POLYMORPHIC:
            model: Any = handler.resolve_ref_schema(schema)
            model["serialization"] = core_schema.wrap_serializer_function_ser_schema(
                partial(_serialized, cls), info_arg=True
            )
        return schema


def _serialized(
    cls: type[Model],
    value: Any,
    handler: SerializerFunctionWrapHandler,
    info: SerializationInfo,
) -> Any:
    """The data of an instance of `cls`, with all fields if it is one of a subclass."""
    if type(value) is cls or not isinstance(value, Model):
        return handler(value)
    return value.__pydantic_serializer__.to_python(
        value,
        mode=info.mode,
        by_alias=info.by_alias,
        exclude_unset=info.exclude_unset,
        exclude_none=info.exclude_none,
        exclude_defaults=info.exclude_defaults,
        round_trip=info.round_trip,
        context=info.context,
        warnings=False,
    )


def opened(schema: Any) -> Any:
    """A schema whose literals are open; in a union, where they tell its members apart,
    they stay, but for `True`, which is equal to 1."""
    match schema["type"]:
        case "default" | "nullable":
            return {**schema, "schema": opened(schema["schema"])}
        case "list" if "items_schema" in schema:
            return {**schema, "items_schema": opened(schema["items_schema"])}
        case "dict" if "values_schema" in schema:
            return {**schema, "values_schema": opened(schema["values_schema"])}
        case "literal":
            return _observed(schema)
        case "int" if schema == core_schema.int_schema():
            return _INTEGER
        case "union":
            members = [_closed(member) for member in schema["choices"]]
            if any(member in (_TEXT, _ANY) for member in members):
                members = [_beside_text(member) for member in members]
            if any(map(_lists_texts, schema["choices"])):
                members = [_NOTED if member == _TEXT else member for member in members]
            return {**schema, "choices": members}
        case _:
            return schema


def _lists_texts(schema: Any) -> bool:
    is_literal = hasattr(schema, "get") and schema["type"] == "literal"
    return is_literal and all(isinstance(text, str) for text in schema["expected"])


def _observed(schema: Any) -> Any:
    """What takes all values of the types that a literal has, and notes the others."""
    if not _lists_texts(schema):
        return _kinds(schema)
    return core_schema.union_schema(
        [schema, _NOTED],
        mode="left_to_right",
        custom_error_type="string_type",
        serialization=core_schema.simple_ser_schema("str"),
    )


def _noted(value: Any) -> Any:
    """Notes a value that no enumeration lists."""
    if (unlisted := UNLISTED.get()) is not None:
        unlisted.append(value)
    return value


def _beside_text(schema: Any) -> Any:
    """The other members of a union that contains `str`."""
    # A member may be a pair, of its schema and a label.
    other = schema.get("metadata") if hasattr(schema, "get") else None
    if not other or BESIDE_TEXT not in other:
        return schema
    return {**other[BESIDE_TEXT], "serialization": schema.get("serialization")}


def _closed(schema: Any) -> Any:
    """A literal that takes no value of another type; all else as it is."""
    if not hasattr(schema, "get") or schema["type"] != "literal":
        return schema
    if all(isinstance(value, str) for value in schema["expected"]):
        return schema
    return core_schema.chain_schema([_kinds(schema), schema])


def _kinds(schema: Any) -> Any:
    """What takes all values of the types that a literal has."""
    kinds = dict.fromkeys(map(type, schema["expected"]))
    known: list[Any] = [_SCALARS[kind] for kind in kinds if kind in _SCALARS]
    if len(known) < len(kinds):
        known.append(schema)
    return known[0] if len(known) == 1 else core_schema.union_schema(known)


_INTEGER = core_schema.union_schema(
    [
        core_schema.int_schema(),
        core_schema.no_info_after_validator_function(
            lambda number: int(Decimal(repr(number))),
            core_schema.float_schema(multiple_of=1, strict=True, allow_inf_nan=False),
        ),
    ],
    mode="left_to_right",
    custom_error_type="int_type",
    serialization=core_schema.simple_ser_schema("int"),
)
"""An integer, which JSON may also write as 1.0: a union must not pass its model over."""
_ANY = core_schema.any_schema()
_TEXT = core_schema.str_schema()
_NOTED = core_schema.no_info_after_validator_function(_noted, _TEXT)
_SCALARS: Mapping[type, CoreSchema] = {
    str: _TEXT,
    bool: core_schema.bool_schema(strict=True),
    int: core_schema.int_schema(strict=True),
}


def _check_names(kind: type[Model], names: Iterable[str]) -> None:
    """Refuses keyword arguments that are not fields.

    Raises:
        TypeError: A name is unknown, and the document does not allow more fields.
    """
    attributes: dict[str, str] = {}
    for attribute, field in kind.model_fields.items():
        attributes |= {attribute: attribute, field.alias or attribute: attribute}
    unknown = [name for name in names if name not in attributes]
    if not unknown or _is_open(kind):
        return
    from difflib import get_close_matches

    by_lower = {name.lower(): attribute for name, attribute in attributes.items()}
    shown: list[str] = []
    for name in unknown:
        near = get_close_matches(name.lower(), by_lower, n=1)
        hint = f" (did you mean {by_lower[near[0]]!r}?)" if near else ""
        shown.append(f"{name!r}{hint}")
    raise TypeError(
        f"{kind.__name__}() got an unexpected keyword argument {', '.join(shown)}; "
        f"{kind.__name__}.model_validate({{...}}) accepts fields that are not declared"
    )


@lru_cache(maxsize=1024)
def _is_open(kind: type[Model]) -> bool:
    """Whether a model declares that it has undeclared fields."""
    own = kind.__mro__[: kind.__mro__.index(Model)]
    return OpenModel in own or any(
        "__pydantic_extra__" in get_annotations(c) for c in own
    )


class OpenModel(Model):
    """An object whose undeclared fields may be any; the document says so."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")


class UnknownVariant(OpenModel):
    """A variant that this client does not know, with its fields as JSON data."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    else:

        def model_post_init(self, context: Any, /) -> None:
            _noted(self)
