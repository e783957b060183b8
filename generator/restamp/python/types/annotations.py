"""Types as annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from restamp.ir.declarations import AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import (
    ANY,
    Constant,
    Discriminator,
    Kind,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    TupleOf,
    Type,
)
from restamp.kinds.table import ROWS, Symbol
from restamp.python.modules.layout import is_plain
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping
from restamp.runtime import modules as runtime

LITERAL_BITS = 63
"""What a type checker reads in a literal type."""
MOST_BARS = 100
"""Members of a union that are written with bars: these nest, and Python compiles only so deep."""


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes the types of one module; `named` says what a declaration is called in it."""

    imports: Imports
    declarations: Mapping[str, Declaration]
    names: Mapping[str, str]
    named: Callable[[str], str]
    """The module of `Discriminated` and `UnknownVariant`, as seen from here."""

    def __call__(self, type_: Type) -> str:
        """The annotation of a type."""
        match type_:
            case Primitive(kind):
                return self._primitive(kind)
            case ListOf(item):
                return f"list[{self(item)}]"
            case TupleOf(items):
                return f"tuple[{', '.join(map(self, items)) or '()'}]"
            case MapOf(value):
                return f"dict[str, {self(value)}]"
            case Constant(value):
                return " | ".join(dict.fromkeys((self.closed(type_), _kind_of(value))))
            case Nullable(item):
                return self.optional(self(item))
            case OneOf(members, discriminator):
                return self._union(members, discriminator)
            case Named(id_):
                held = self.declarations[id_]
                if isinstance(held, AliasDecl) and is_plain(held.type):
                    return self(held.type)
                return self.named(id_)
            case _:
                assert_never(type_)

    def closed(self, type_: Type) -> str:
        """The annotation of a type; of a constant, without the values that may come later."""
        match type_:
            case Constant(value) if is_literal(value):
                return f"{self.imports.use('typing', 'Literal')}[{literal(value)}]"
            case Constant(value):
                return _kind_of(value)
            case Nullable(item):
                return self.optional(self.closed(item))
            case _:
                return self(type_)

    def optional(self, text: str) -> str:
        """The annotation that also admits None."""
        if text in ("None", self.imports.held("typing", "Any")) or text.endswith(" | None"):
            return text
        return f"{text} | None"

    def either(self, types: Iterable[Type]) -> str:
        """The annotation of what is of one of these types, or None; of a part of them, it is a part."""
        found: dict[str, None] = {}
        for type_ in types:
            match type_.item if isinstance(type_, Nullable) else type_:
                case OneOf(members, None):
                    found |= dict.fromkeys(self._members(members, None))
                case item:
                    found[self(item).removesuffix(" | None")] = None
        found.pop("None", None)
        return self.optional(" | ".join(found) or "None")

    def _primitive(self, kind: Kind) -> str:
        if kind is Kind.OBJECT:
            return f"dict[str, {self.imports.use('typing', 'Any')}]"
        return self._symbol(ROWS[kind].annotation)

    def passed(self, kind: Kind) -> str:
        """The annotation of a scalar that a caller passes."""
        passed = ROWS[kind].passed
        return self._primitive(kind) if passed is None else self._symbol(passed)

    def _symbol(self, symbol: Symbol) -> str:
        module, name = symbol
        return self.imports.use(module, name) if module else name

    def _union(self, members: tuple[Type, ...], discriminator: Discriminator | None) -> str:
        text = self.union(list(self._members(members, discriminator)))
        if discriminator is None or not discriminator.mapping:
            return text
        annotated = self.imports.use("typing", "Annotated")
        return f"{annotated}[{text}, {self._discriminated(discriminator)}]"

    def union(self, texts: Sequence[str]) -> str:
        """The annotation of one of these."""
        if len(texts) > MOST_BARS:
            return f"{self.imports.use('typing', 'Union')}[{', '.join(texts)}]"
        return " | ".join(texts)

    def _members(
        self, members: tuple[Type, ...], discriminator: Discriminator | None
    ) -> Iterable[str]:
        """The members of a union, no two of them alike."""
        texts: list[str] = []
        constants: list[bool | int | float | str] = []
        for member in members:
            match member:
                case Constant(value) if is_literal(value):
                    if not constants:
                        texts.append("")
                    constants.append(value)
                case _:
                    texts.append(self(member))
        if constants:
            values = ", ".join(dict.fromkeys(map(literal, constants)))
            texts[texts.index("")] = f"{self.imports.use('typing', 'Literal')}[{values}]"
            # A later server may have more values, unless they would hide what else is text.
            if not any(self._is_scalar(member) for member in members):
                texts += map(_kind_of, constants)
        if self.is_open(members, discriminator):
            texts.append(self.unknown_variant())
        return dict.fromkeys(texts)

    def _is_scalar(self, member: Type) -> bool:
        """Whether a member of a union takes texts or numbers that are not constants."""
        match member:
            case Primitive(kind):
                return kind not in (Kind.NULL, Kind.OBJECT)
            case Named(id_):
                declaration = self.declarations[id_]
                if isinstance(declaration, AliasDecl):
                    return not isinstance(declaration.type, MapOf | ListOf | TupleOf)
                return isinstance(declaration, EnumDecl)
            case _:
                return False

    def unknown_variant(self) -> str:
        """The annotation of an object that a union does not list."""
        return self.imports.use(runtime.MODEL, "UnknownVariant")

    def is_open(self, members: tuple[Type, ...], discriminator: Discriminator | None) -> bool:
        """Whether a later server may answer with an object that is none of these."""
        if discriminator is not None and discriminator.default is not None:
            return False
        objects = [
            member
            for member in members
            if isinstance(member, Named) and isinstance(self.declarations[member.id], ObjectDecl)
        ]
        return len(objects) > 1 and ANY not in members and Primitive(Kind.OBJECT) not in members

    def _discriminated(self, discriminator: Discriminator) -> str:
        name = self.imports.use(runtime.UNIONS, "Discriminated")
        within = dict(discriminator.within)
        classes: dict[str, list[str]] = {}
        for value, id_ in discriminator.mapping:
            classes.setdefault(value, []).append(self.names[id_])
        members = [
            (
                literal(value),
                (
                    self._discriminated(within[value])
                    if value in within
                    else literal(listed[0] if len(listed) == 1 else listed)
                ),
            )
            for value, listed in classes.items()
        ]
        arguments = [literal(discriminator.wire_name), mapping(members)]
        if discriminator.default is not None:
            arguments.append(f"default={literal(self.names[discriminator.default])}")
        if discriminator.adds:
            added = {self.names[id_]: value for id_, value in discriminator.adds}
            arguments.append(f"adds={literal(added)}")
        for keyword in ("optional", "free"):
            ids: tuple[str, ...] = getattr(discriminator, keyword)
            if ids:
                arguments.append(f"{keyword}={literal([self.names[id_] for id_ in ids])}")
        return f"{name}({', '.join(arguments)})"


def _kind_of(value: float | str) -> str:
    """The type of a constant's value."""
    return type(value).__name__


def is_literal(value: float | str) -> bool:
    """Whether a literal type can hold a value, and type checkers can read it."""
    if isinstance(value, int):
        return value.bit_length() <= LITERAL_BITS
    return isinstance(value, str)
