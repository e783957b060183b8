"""Write types as annotations of one module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import assert_never

from restamp.ir.types import Discriminator, Type
from restamp.kinds.table import ROWS
from restamp.python.modules.subject import Subject
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping
from restamp.python.types.public import (
    Container,
    Default,
    Generic,
    Literals,
    Missing,
    Model,
    PublicType,
    Simple,
    Tagged,
    Union,
    union_of,
)
from restamp.python.types.received import ReceivedTypes
from restamp.records import dataclass
from restamp.runtime import modules as runtime

MODULES: Mapping[Simple | Container, str] = {
    **{
        Simple(name): module
        for row in ROWS.values()
        for module, name in filter(None, (row.annotation, row.passed))
        if module
    },
    Simple.EVENT: runtime.EVENTS,
    Simple.UNKNOWN_VARIANT: runtime.MODEL,
    Simple.UNSET: runtime.BODY_FIELDS,
    Simple.CREDENTIAL: runtime.API,
    Simple.ACCESS_TOKEN: runtime.GRANTS,
    Container.SEQUENCE: "collections.abc",
    Container.MAPPING: "collections.abc",
    Container.STREAM: runtime.STREAMS,
    Container.ITEMS: runtime.SENT_ITEMS,
}
"""Modules of types that are not built in."""
MAX_BARS = 100
"""Unions with more members use `Union[...]`: nested `|` operators can exceed the recursion limit of the compiler."""


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes the annotations of one module."""

    imports: Imports
    types: ReceivedTypes
    named: Callable[[Model], str]
    """The local name of a model."""
    _texts: dict[PublicType, str] = field(default_factory=dict["PublicType", str])
    """The annotations so far: a module repeats most of them."""

    def __call__(self, type_: Type) -> str:
        """The annotation of a received type of the IR."""
        return self.text(self.types(type_))

    def text(self, type_: PublicType) -> str:
        """The annotation of a type."""
        text = self._texts.get(type_)
        if text is None:
            text = self._texts[type_] = self._text(type_)
        return text

    def default(self, default: Default) -> str:
        """The expression of a default."""
        value = default.value
        if value is None:
            return "None"
        if isinstance(value, Missing):
            return self.imports.use(runtime.BODY_FIELDS, value.value)
        return literal(value)

    def _text(self, type_: PublicType) -> str:
        match type_:
            case Simple():
                return self._name(type_)
            case Literals(values):
                listed = ", ".join(literal(value.value) for value in values)
                return f"{self.imports.use('typing', 'Literal')}[{listed}]"
            case Model():
                return self.named(type_)
            case Generic(container, arguments):
                listed = ", ".join(map(self.text, arguments)) or "()"
                return f"{self._name(container)}[{listed}]"
            case Union(members):
                return self._union(members)
            case Tagged(union, discriminator):
                text = self.text(union)
                annotated = self.imports.use("typing", "Annotated")
                return f"{annotated}[{text}, {self._discriminated(discriminator)}]"
            case _:
                assert_never(type_)

    def union(self, types: Iterable[Type]) -> str:
        """The annotation of a union."""
        return self.text(union_of(map(self.types, types)))

    def _name(self, type_: Simple | Container) -> str:
        module = MODULES.get(type_)
        if module is None and type_.value in self.imports.taken:
            # An argument has this name, and the type is read where the argument is.
            module = "builtins"
        return type_.value if module is None else self.imports.use(module, type_.value)

    def _union(self, members: tuple[PublicType, ...]) -> str:
        texts = list(map(self.text, members))
        if len(texts) > MAX_BARS:
            return f"{self.imports.use('typing', 'Union')}[{', '.join(texts)}]"
        return " | ".join(texts)

    def _discriminated(self, discriminator: Discriminator) -> str:
        name, names = self.imports.use(runtime.UNIONS, "Discriminated"), self.types.names.types
        within = dict(discriminator.within)
        classes: dict[str, list[str]] = {}
        for value, id_ in discriminator.mapping:
            classes.setdefault(value, []).append(names[id_])
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
            arguments.append(f"default={literal(names[discriminator.default])}")
        if discriminator.adds:
            added = {names[id_]: value for id_, value in discriminator.adds}
            arguments.append(f"adds={literal(added)}")
        for keyword in ("optional", "free"):
            ids: tuple[str, ...] = getattr(discriminator, keyword)
            if ids:
                arguments.append(f"{keyword}={literal([names[id_] for id_ in ids])}")
        return f"{name}({', '.join(arguments)})"


def package_annotator(subject: Subject, imports: Imports) -> Annotator:
    """An annotator for a module outside `models`."""

    def named(model: Model) -> str:
        return f"{imports.use(imports.package, 'models')}.{model.name}"

    return Annotator(imports, ReceivedTypes(subject.declarations, subject.names), named)
