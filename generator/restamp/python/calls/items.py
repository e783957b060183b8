"""The items of pages and lists, as readers see them."""

from __future__ import annotations

from restamp.ir.members import resolve_alias
from restamp.ir.operations import Operation
from restamp.ir.types import ListOf, Named, Nullable
from restamp.python.calls.kinds import PAGED, Part, kind_of, success_responses
from restamp.python.calls.results import results_of
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator
from restamp.python.types.imports import Imports
from restamp.python.types.public import Container, Generic, Model, PublicType, Simple
from restamp.python.types.received import ReceivedTypes


def items_of(subject: Subject, operation: Operation) -> str:
    """The type of the items of a page or list, and what they are in: `Pet items, in pages`; empty for other results."""
    if kind_of(operation) is not PAGED and not _may_list(operation, subject):
        return ""
    types = ReceivedTypes(subject.declarations, subject.names)
    results = results_of(subject, operation)
    if results.kind is PAGED:
        item, where = results.types.get(Part.PAGE_ITEM), "in pages"
    else:
        item, where = _listed(results.types.get(Part.RESULT), subject, types), "in a list"
    if item is None or item is Simple.ANY:
        return ""
    return f"{Annotator(Imports(), types, _name).text(item)} items, {where}"


def _may_list(operation: Operation, subject: Subject) -> bool:
    """Whether any type of a success response is a list."""
    contents = (content for r in success_responses(operation) for content in r.contents)
    types = (resolve_alias(content.type, subject.declarations) for content in contents)
    return any(isinstance(type_, (ListOf, Nullable)) for type_ in types)


def _listed(whole: PublicType | None, subject: Subject, types: ReceivedTypes) -> PublicType | None:
    """The type of the items of a list, also of one that has a name; None for other types."""
    if isinstance(whole, Model) and whole.id in subject.declarations:
        type_ = resolve_alias(Named(whole.id), subject.declarations)
        type_ = type_.item if isinstance(type_, Nullable) else type_
        return types(type_.item) if isinstance(type_, ListOf) else None
    if isinstance(whole, Generic) and whole.container is Container.LIST:
        return whole.arguments[0]
    return None


def _name(model: Model) -> str:
    return model.name
