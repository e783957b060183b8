"""Views of the modules of `resources`: the operations as methods, bound to a client."""

from __future__ import annotations

from dataclasses import dataclass

from restamp.ir.operations import Operation
from restamp.names.resources import ResourceNames
from restamp.python.calls.kinds import WAITED, kind_of
from restamp.python.calls.pages import waiter_argument
from restamp.python.calls.representations import is_xml_typed
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.python.views.api import group_doc, groups_of
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class MethodView:
    """One operation of a resource."""

    name: str
    bound: str
    """The expression that binds the endpoint function as a method."""
    async_bound: str


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One module of `resources`."""

    module: str
    doc: str
    sync_class: str
    async_class: str
    imports: tuple[str, ...]
    final: str
    """The local name of `Final`, which lets type checkers infer the types of the attributes."""
    methods: tuple[MethodView, ...]


def resource_views(subject: Subject) -> list[ResourceView]:
    """The views of all modules of `resources`, by name."""
    return [_resource(subject, group, operations) for group, operations in groups_of(subject)]


def _resource(subject: Subject, group: ResourceNames, operations: list[Operation]) -> ResourceView:
    names = subject.names
    # In a class body, earlier methods shadow imports with the same names.
    hidden = {names.methods[operation.id] for operation in operations}
    imports = Imports(
        frozenset(hidden | {group.sync_class, group.async_class, "annotations"}),
        runtime=subject.runtime,
    )
    source = imports.use("..api", group.attribute)
    methods = tuple(
        _method(subject, operation, imports, source)
        for operation in sorted(operations, key=lambda o: names.functions[o.id])
    )
    for name in ("Resource", "AsyncResource"):
        imports.use(runtime.CALLS, name)
    final = imports.use("typing", "Final")
    return ResourceView(
        module=group.attribute,
        doc=docstring([group_doc(subject, operations)], 0),
        sync_class=group.sync_class,
        async_class=group.async_class,
        imports=tuple(imports.lines()),
        final=final,
        methods=methods,
    )


def _method(subject: Subject, operation: Operation, imports: Imports, source: str) -> MethodView:
    return MethodView(
        subject.names.methods[operation.id],
        _bound(subject, operation, imports, source, ""),
        _bound(subject, operation, imports, source, "async_"),
    )


def _bound(
    subject: Subject, operation: Operation, imports: Imports, source: str, prefix: str
) -> str:
    kind = kind_of(operation)
    name, module = kind.call, kind.calls
    if kind.xml_call is not None and is_xml_typed(operation):
        name, module = kind.xml_call
    bind = imports.use(module, prefix + name)
    bound = [f"{source}.{subject.names.functions[operation.id]}"]
    if kind is WAITED and operation.waiter is not None:
        bound.append(waiter_argument(operation.waiter, imports))
    return f"{bind}({', '.join(bound)})"
