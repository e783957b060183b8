"""Which class does a model inherit each field from? Follows the method resolution order of Python."""

from __future__ import annotations

from dataclasses import field

from restamp.ir.declarations import ObjectDecl
from restamp.python.modules.subject import Subject
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class Lineage:
    """The models of a package as classes."""

    subject: Subject
    classes: dict[str, type] = field(default_factory=dict[str, type])
    """Classes with the same inheritance as the models, by id; not every id is valid as a class name."""

    def bases_of(self, id_: str) -> tuple[str, ...]:
        """Ids of the base classes in Python of any declaration."""
        decl = self.subject.declarations[id_]
        return self.subject.layout.base_classes(decl) if isinstance(decl, ObjectDecl) else ()

    def mro(self, id_: str) -> list[str]:
        """Its id and those of its base classes, in method resolution order."""
        if not self.bases_of(id_):
            return [id_]
        return [vars(each)["id"] for each in self._class(id_).__mro__ if each is not object]

    def _class(self, id_: str) -> type:
        if id_ not in self.classes:
            bases = tuple(map(self._class, self.bases_of(id_)))
            self.classes[id_] = type("Model", bases, {"id": id_})
        return self.classes[id_]
