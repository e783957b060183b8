"""Which class a model has each of its fields from: Python's own order, and not the document's."""

from __future__ import annotations

from dataclasses import dataclass, field

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.walk import all_fields
from restamp.python.modules.subject import Subject


@dataclass(frozen=True, slots=True)
class Lineage:
    """The models of a package as classes."""

    subject: Subject
    made: dict[str, type] = field(default_factory=dict[str, type])
    """By id: classes that inherit as the models do. The name of a class cannot hold every id."""

    def bases(self, decl: ObjectDecl) -> tuple[str, ...]:
        """Ids of what it inherits from in Python; the fields of its other bases are written out."""
        return tuple(base for base in decl.bases if base in self.subject.layout.complete)

    def written(self, decl: ObjectDecl) -> tuple[Field, ...]:
        """The fields that stand in the class itself."""
        if self.bases(decl) == decl.bases:
            return decl.fields
        return all_fields(decl, self.subject.declarations)

    def line(self, id_: str) -> list[str]:
        """Its own id, and those of all it inherits from, in the order in which Python looks."""
        return [vars(each)["id"] for each in self._class(id_).__mro__ if each is not object]

    def _class(self, id_: str) -> type:
        if id_ not in self.made:
            decl = self.subject.declarations[id_]
            bases = self.bases(decl) if isinstance(decl, ObjectDecl) else ()
            self.made[id_] = type("Model", tuple(map(self._class, bases)), {"id": id_})
        return self.made[id_]
