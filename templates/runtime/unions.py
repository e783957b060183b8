"""Unions of models that a tag tells apart: which one data is, and how each is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, cast, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema, from_json

from .model import UnknownVariant
from .shapes import Tagging, extra_type, fields_of

Adder = Callable[[Any], Any]
"""What adds a tag to a value."""

_NO_TAGS: Mapping[str, str | int] = {}
_PASSED = "passed"
_KNOWN = ("variant_known", "does not fit its variant")
_TAGGED = ("variant_tagged", "is of no known variant")
_Choices = list[CoreSchema | tuple[CoreSchema, str]]


class Discriminated(Tagging):
    """Chooses the member of a union by the value of one of its fields, the tag.

    `members` maps the values of the field `name` to the names of the classes; several
    where the value leaves the choice open, or another `Discriminated` that makes it.
    What has another value is decoded as `default`, or as one of `free`, which may have
    any, or else kept as an `UnknownVariant`. What has none may be one of `optional`.

    `adds` has the tags that are sent with the classes that may lack them: the field may
    be unset, or there is none, and then the tag is not part of the model.
    """

    __slots__ = (
        "_adders",
        "_hash",
        "adds",
        "default",
        "free",
        "members",
        "name",
        "optional",
    )

    def __init__(
        self,
        name: str,
        members: Mapping[str, str | Sequence[str] | Discriminated],
        *,
        default: str | None = None,
        adds: Mapping[str, str | int] = _NO_TAGS,
        optional: Sequence[str] = (),
        free: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.members: Mapping[str, tuple[str, ...] | Discriminated] = {
            tag: (names,) if isinstance(names, str) else _names_of(names)
            for tag, names in members.items()
        }
        self.default = default
        self.adds = adds
        self.optional = optional
        self.free = free
        self._adders: dict[type[Any], Sequence[Adder]] = {}
        self._hash = hash(self._key())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Discriminated):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        options = {n: getattr(self, n) for n in ("default", "adds", "optional", "free")}
        return partial(Discriminated, **options), (self.name, self.members)

    def _key(self) -> tuple[object, ...]:
        added, members = tuple(self.adds.items()), tuple(self.members.items())
        names = (tuple(self.optional), tuple(self.free))
        return self.name, self.default, added, names, members

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        union = get_args(source) or (source,)
        members = {getattr(member, "__name__", ""): member for member in union}
        schemas = {
            name: self._member(name, handler.generate_schema(members[name]))
            for name in self.all_names()
            if name in members
        }
        rest = [m for m in union if getattr(m, "__name__", "") not in schemas]
        if self.default in members:
            rest = [members[self.default]]
        others = {id(member): handler.generate_schema(member) for member in rest}
        unknown = [others[id(m)] for m in rest if _is_unknown(m)]
        # What may have any members may also have a tag that is known.
        is_guarded = not any(map(_is_free, rest))
        choices = self._choices(schemas, [*others.values()], unknown, is_guarded)
        # An instance goes by its class: its field may be unset, or named otherwise.
        models = (m for m in union if isinstance(m, type) and issubclass(m, BaseModel))
        instance = core_schema.is_instance_schema(tuple(models))
        return core_schema.json_or_python_schema(
            core_schema.union_schema(choices, mode="left_to_right"),
            core_schema.union_schema([instance, *choices], mode="left_to_right"),
            serialization=self._serialization(),
        )

    def all_names(self) -> Sequence[str]:
        """The classes that a tag may mean."""
        named: dict[str, None] = {}
        for names in self.members.values():
            named |= dict.fromkeys(_all(names))
        return tuple(named)

    def _member(self, name: str, schema: CoreSchema) -> CoreSchema:
        stripped = self._stripped(name)
        if not stripped:
            return schema

        untag = (
            _untag(*stripped[0]) if len(stripped) == 1 else partial(_untagged, stripped)
        )
        return core_schema.no_info_after_validator_function(untag, schema)

    def _stripped(self, name: str) -> list[tuple[str, str | int]]:
        """The tags of a class that only the union has, and that can be derived again."""
        tags = [pair for inner in self._inner() for pair in inner._stripped(name)]
        if name in self.adds and name not in self.optional:
            tags.append((self.name, self.adds[name]))
        return tags

    def _inner(self) -> Iterator[Discriminated]:
        return (i for i in self.members.values() if isinstance(i, Discriminated))

    def _choices(
        self,
        schemas: Mapping[str, CoreSchema],
        others: Sequence[CoreSchema],
        unknown: Sequence[CoreSchema],
        is_guarded: bool = True,
    ) -> _Choices:
        """By the tag; then what may have none; then what has another one."""
        tagged: dict[Any, CoreSchema] = {}
        for tag, names in self.members.items():
            if isinstance(names, Discriminated):
                inner = names._choices(schemas, unknown, unknown)
                one = core_schema.union_schema(inner, mode="left_to_right")
                tagged |= dict.fromkeys(_spellings(tag), one)
            elif chosen := [schemas[name] for name in names if name in schemas]:
                tagged |= dict.fromkeys(_spellings(tag), _one_of(chosen))
        known = core_schema.tagged_union_schema(
            tagged, discriminator=self.name, from_attributes=False
        )
        choices: _Choices = [(known, self.name)]
        absent = [schemas[name] for name in self.optional if name in schemas]
        if absent and self.default is None:
            known_others = [other for other in others if other not in unknown]
            untagged = _one_of([*absent, *known_others])
            guarded = _guarded(self._has_no_tag, untagged, _TAGGED)
            choices.append((guarded, "untagged"))
        free = [schemas[name] for name in self.free if name in schemas]
        if every := [*free, *others]:
            other = _one_of(every)
            is_guarded = is_guarded and not free
            other = (
                _guarded(self._has_other_tag, other, _KNOWN) if is_guarded else other
            )
            choices.append((other, "other"))
        return choices

    def _serialization(self) -> core_schema.SerSchema:
        if not self.adds_tags:
            return core_schema.simple_ser_schema("any")
        return core_schema.plain_serializer_function_ser_schema(self.tagged)

    @property
    def adds_tags(self) -> bool:
        """Whether a model may lack the tag that the union sends."""
        return bool(self.adds) or any(inner.adds_tags for inner in self._inner())

    def names(self, value: object) -> Sequence[str]:
        """The classes that JSON data may be of, by its tag."""
        tag = self._tag(value)
        if tag is not None and tag in self.members:
            names = self.members[tag]
            return names.names(value) if isinstance(names, Discriminated) else names
        if self.default is not None:
            return (self.default,)
        return self.optional if tag is None else self.free

    def tagged(self, value: BaseModel) -> Any:
        """A model as this union sends it: a copy with the tags that it lacks."""
        adders = self._adders.get(type(value))
        for add in self._adders_of(type(value)) if adders is None else adders:
            value = add(value)
        return value

    def _adders_of(self, kind: type[Any]) -> Sequence[Adder]:
        """What adds the tags of a class, or of the one that it inherits from."""
        names = [b.__name__ for b in kind.__mro__ if b.__name__ in self.adds]
        own = [_adder(kind, self.name, self.adds[name]) for name in names[:1]]
        inner = [add for union in self._inner() for add in union._adders_of(kind)]
        self._adders[kind] = [*own, *inner]
        return self._adders[kind]

    def untagged(self, value: BaseModel) -> BaseModel:
        """A model without the tags that are the union's alone."""
        return _untagged(self._stripped(type(value).__name__), value)

    def labelled(self, name: str, data: Any) -> Any:
        """JSON data of a class, with a tag that means this class."""
        tags = [tag for tag, names in self.members.items() if name in _all(names)]
        if not tags or not isinstance(data, dict):
            return data
        fields = cast(dict[str, Any], data)
        if self._tag(fields) not in tags:
            fields = {**fields, self.name: self.adds.get(name, tags[0])}
        for inner in self._inner():
            fields = inner.labelled(name, fields)
        return fields

    def _has_other_tag(self, value: object) -> str | None:
        """Keeps a broken member of the union from passing as another one."""
        return None if self._tag(value) in self.members else _PASSED

    def _has_no_tag(self, value: object) -> str | None:
        has_tag = self._tag(value) is not None
        return _PASSED if isinstance(value, dict) and not has_tag else None

    def _tag(self, value: object) -> str | None:
        """The key of `members` that a tag is; None where there is no tag."""
        fields = cast(dict[str, object], value) if isinstance(value, dict) else {}
        tag = fields.get(self.name)
        if tag is None:
            return None
        return str(tag).lower() if isinstance(tag, bool) else str(tag)


def _untagged(tags: Sequence[tuple[str, str | int]], value: BaseModel) -> BaseModel:
    extra = value.__pydantic_extra__
    if extra:
        for key, tag in tags:
            if key in extra and extra[key] == tag:
                del extra[key]
                value.__pydantic_fields_set__.discard(key)
    return value


def _untag(key: str, tag: str | int) -> Callable[[BaseModel], BaseModel]:
    """The same for one tag: a union calls it for each of its members."""

    def untag(value: BaseModel) -> BaseModel:
        extra = value.__pydantic_extra__
        if extra and extra.get(key) == tag:
            del extra[key]
            value.__pydantic_fields_set__.discard(key)
        return value

    return untag


def _names_of(names: Sequence[str] | Discriminated) -> tuple[str, ...] | Discriminated:
    return names if isinstance(names, Discriminated) else tuple(names)


def _all(names: tuple[str, ...] | Discriminated) -> Sequence[str]:
    return names.all_names() if isinstance(names, Discriminated) else names


def _is_unknown(annotation: Any) -> bool:
    return annotation is UnknownVariant


def _is_free(annotation: Any) -> bool:
    """Whether what is annotated may have any members, or is a model without a tag."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation is not UnknownVariant
    return annotation is Any or get_origin(annotation) is dict


def _one_of(schemas: Sequence[CoreSchema]) -> CoreSchema:
    choices: list[Any] = [*schemas]
    return schemas[0] if len(schemas) == 1 else core_schema.union_schema(choices)


def _guarded(
    guard: Callable[[object], str | None], schema: CoreSchema, fault: tuple[str, str]
) -> CoreSchema:
    """What takes the values that pass a guard.

    Unlike a function before validation, it leaves JSON what it is: strict validation takes
    an array for a tuple, and no list.
    """
    return core_schema.tagged_union_schema(
        {_PASSED: schema},
        discriminator=guard,
        custom_error_type=fault[0],
        custom_error_message=fault[1],
    )


def _adder(kind: type[BaseModel], name: str, tag: str | int) -> Adder:
    """What makes a shallow copy of a model with one more member, unless that is set
    already."""
    attribute, convert, has_typed_extra = _place(kind, name)
    content, own = convert(tag), {attribute}

    def add(value: Any) -> Any:
        if has_typed_extra and isinstance(value, dict):
            members = cast(dict[str, Any], value)
            return members if name in members else {**members, name: tag}
        extra = value.__pydantic_extra__
        names = value.__pydantic_fields_set__
        if attribute in names or (extra and name in extra):
            return value
        fields = value.__dict__
        if attribute != "":
            fields, names = {**fields, attribute: content}, names | own
        elif has_typed_extra:
            return {**value.model_dump(by_alias=True, exclude_unset=True), name: tag}
        else:
            extra = {**extra, name: tag} if extra else {name: tag}
        copy = _new(kind)
        _set_fields(copy, "__dict__", fields)
        _set_extra(copy, extra)
        _set_names(copy, names)
        _set_private(copy, None)
        return copy

    return add


_new = object.__new__
_set_fields = object.__setattr__
_slots: Mapping[str, Any] = vars(BaseModel)
_set_extra = _slots["__pydantic_extra__"].__set__
_set_names = _slots["__pydantic_fields_set__"].__set__
_set_private = _slots["__pydantic_private__"].__set__


def _place(
    kind: type[BaseModel], name: str
) -> tuple[str, Callable[[object], object], bool]:
    """The attribute that has a name on the wire, "" where none has, and what makes its
    value; and whether the members without an attribute have a type."""
    typed = extra_type(kind) is not None
    field = fields_of(kind).by_name.get(name)
    if field is None:
        return "", _same, typed
    annotation = kind.model_fields[field.attribute].annotation
    for choice in (annotation, *get_args(annotation)):
        if isinstance(choice, type) and issubclass(choice, Enum):
            return field.attribute, choice, typed
    return field.attribute, _same, typed


def _same(value: object) -> object:
    return value


def _spellings(tag: str) -> list[str | int | float | bool]:
    """The JSON values that a key of a mapping stands for, which is always a string."""
    try:
        value = from_json(tag)
    except ValueError:
        return [tag]
    return [tag, value] if isinstance(value, (int, float)) else [tag]
