"""Types as annotations of what a caller sends, which may be more than what an answer gives.

A model may be given as a dict, a list as any sequence, a value of a short enumeration as a plain literal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from restamp.ir.declarations import AliasDecl, EnumDecl, ObjectDecl
from restamp.ir.types import (
    Constant,
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
from restamp.kinds.table import ROWS
from restamp.python.modules.layout import is_plain
from restamp.python.types.annotations import Annotator, is_literal
from restamp.python.types.literals import literal

SHORT_ENUM = 8
"""Up to so many values, an enumeration is also taken as plain literals."""
TEXTS = frozenset(kind for kind, row in ROWS.items() if row.accepts_in_body == "str")
"""What travels as a string, and may be one in a dict already."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a union."""

    text: str
    is_new: bool
    """Whether it is more than what the annotation of an answer has."""
    is_constant: bool = False
    """Whether the text is a literal, to stand in one `Literal` with the others."""


@dataclass(frozen=True, slots=True)
class SentAnnotator:
    """Writes the types of what is sent from one module."""

    annotator: Annotator
    dict_named: Callable[[str], str | None]
    """What the dict type of a declaration is called, if it has one."""
    in_body: bool
    """Whether it is for bodies: these may hold the text of a date or of any enumeration."""

    def __call__(self, type_: Type) -> str:
        """The annotation of a type."""
        return self._joined(self._parts(type_))

    def either(self, types: Iterable[Type]) -> str:
        """The annotation of what is of one of several types."""
        return self._joined(part for type_ in types for part in self._parts(type_))

    def dicts_only(self, type_: Type) -> str:
        """The annotation of what the type's own does not take."""
        parts = list(self._parts(type_))
        return self._joined([part for part in parts if part.is_new] or parts)

    def _joined(self, parts: Iterable[Part]) -> str:
        found: dict[str, None] = {}
        constants: dict[str, None] = {}
        for part in parts:
            if part.is_constant:
                constants[part.text] = None
            found["" if part.is_constant else part.text] = None
        if "None" in found:
            found["None"] = found.pop("None")
        values = f"{self._typing('Literal')}[{', '.join(constants)}]" if constants else ""
        return self.annotator.union([text or values for text in found])

    def _parts(self, type_: Type) -> Iterator[Part]:
        match type_:
            case Nullable(item):
                yield from self._parts(item)
                yield Part("None", False)
            case ListOf(item):
                yield Part(self._list(self(item)), True)
            case TupleOf(items):
                yield Part(f"tuple[{', '.join(map(self, items)) or '()'}]", True)
            case MapOf(value):
                yield self._mapping(self(value))
            case OneOf(members, discriminator):
                # Beside words that are listed, any text would let every other word pass.
                exact = not self.in_body or any(isinstance(m, Constant) for m in members)
                for member in members:
                    if exact and isinstance(member, Primitive) and member.kind in TEXTS:
                        yield Part(self.annotator.passed(member.kind), False)
                    else:
                        yield from self._parts(member)
                if self.annotator.is_open(members, discriminator):
                    yield Part(self.annotator.unknown_variant(), False)
            case Constant(value) if is_literal(value):
                yield Part(literal(value), False, True)
            case Constant():
                yield Part(self.annotator(type_), False)
            case Primitive(kind):
                yield from self._primitive(kind)
            case Named(id_):
                yield from self._named(id_)
            case _:
                assert_never(type_)

    def _list(self, item: str) -> str:
        # A string is a sequence of strings too, but nobody means it to be one.
        if item in ("str", self.annotator.imports.held("typing", "Any")):
            return f"list[{item}]"
        return f"{self._collection('Sequence')}[{item}]"

    def _primitive(self, kind: Kind) -> Iterator[Part]:
        if kind is Kind.OBJECT:
            yield self._mapping(self._typing("Any"))
        else:
            yield Part(self.annotator.passed(kind), False)
            row = ROWS[kind]
            if accepted := row.accepts_in_body if self.in_body else row.accepts:
                yield Part(accepted, True)

    def _named(self, id_: str) -> Iterator[Part]:
        held, dict_name = self.annotator.declarations[id_], self.dict_named(id_)
        match held:
            case AliasDecl() if dict_name is None and (is_plain(held.type) or self._adds(held)):
                yield from self._parts(held.type)
                return
            case _:
                yield Part(self.annotator.named(id_), False)
        if dict_name is not None:
            yield Part(dict_name, True)
        match held:
            case ObjectDecl() if dict_name is None or held.extra is not None:
                yield self._mapping(self._typing("Any"))
            case EnumDecl() if len(held.members) <= SHORT_ENUM:
                yield from (Part(literal(member.value), True, True) for member in held.members)
            case EnumDecl() if self.in_body:
                yield Part("int" if held.is_integer else "str", True)
            case _:
                pass

    def _adds(self, decl: AliasDecl) -> bool:
        return any(part.is_new for part in self._parts(decl.type))

    def _mapping(self, value: str) -> Part:
        return Part(f"{self._collection('Mapping')}[str, {value}]", True)

    def _collection(self, name: str) -> str:
        return self.annotator.imports.use("collections.abc", name)

    def _typing(self, name: str) -> str:
        return self.annotator.imports.use("typing", name)
