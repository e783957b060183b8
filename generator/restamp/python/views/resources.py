"""Views of the modules of `resources`: the operations as methods, bound to a client."""

from __future__ import annotations

from collections.abc import Mapping

from restamp.ir.operations import Operation
from restamp.names.resources import Chain
from restamp.python.calls.kinds import WAITED, kind_of
from restamp.python.calls.pages import waiter_argument
from restamp.python.calls.representations import is_xml_typed
from restamp.python.modules.resources import Resource, by_chain, resources_of
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.python.views.api import resource_doc
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class MethodView:
    """One operation of a resource."""

    name: str
    bound: str
    """The expression that binds the endpoint function as a method."""
    async_bound: str


@dataclass(frozen=True, slots=True)
class PropertyView:
    """A resource as a lazy property: of the client, or of the resource that it is nested in."""

    attribute: str
    sync_class: str
    async_class: str
    doc: str


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One module of `resources`."""

    path: str
    """Its path in `resources`, without the ending."""
    doc: str
    sync_class: str
    async_class: str
    imports: tuple[str, ...]
    child_imports: tuple[str, ...]
    """The imports of the resources in it, for type checkers."""
    final: str
    """The local name of `Final`, which lets type checkers infer the types of the attributes."""
    children: tuple[PropertyView, ...]
    methods: tuple[MethodView, ...]


def resource_views(subject: Subject) -> list[ResourceView]:
    """The views of all modules of `resources`, by name."""
    resources = by_chain(resources_of(subject))
    return [_resource(subject, one, resources) for chain, one in resources.items() if chain]


def properties_of(
    subject: Subject, resource: Resource, resources: Mapping[Chain, Resource]
) -> tuple[PropertyView, ...]:
    """The resources in a resource."""
    return tuple(
        PropertyView(
            child.name,
            child.sync_class,
            child.async_class,
            docstring([resource_doc(subject, resources[child.chain])], 8),
        )
        for child in resource.children
    )


def method_views(
    subject: Subject, resource: Resource, imports: Imports, wrapper: str = ""
) -> tuple[MethodView, ...]:
    """The operations of a resource; those of the client have a `wrapper`, a function of the runtime."""
    if not resource.operations:
        return ()
    source = imports.use(*resource.api_import(imports.package))
    ordered = sorted(resource.operations, key=lambda o: subject.names.functions[o.id])
    return tuple(_method(subject, operation, imports, source, wrapper) for operation in ordered)


def _resource(
    subject: Subject, resource: Resource, resources: Mapping[Chain, Resource]
) -> ResourceView:
    names = resource.names
    # In a class body, earlier members shadow imports with the same names.
    hidden = {subject.names.methods[operation.id] for operation in resource.operations}
    classes = {c for n in (names, *resource.children) for c in (n.sync_class, n.async_class)}
    imports = Imports(
        frozenset(hidden | classes | resource.child_names | {"annotations"}),
        package=resource.package,
        runtime=subject.runtime,
    )
    methods = method_views(subject, resource, imports)
    for name in ("Resource", "AsyncResource"):
        imports.use(runtime.CALLS, name)
    if resource.children:
        imports.use("typing", "TYPE_CHECKING")
    final = imports.use("typing", "Final") if methods else ""
    children = properties_of(subject, resource, resources)
    return ResourceView(
        path=resource.path,
        doc=docstring([resource_doc(subject, resource)], 0),
        sync_class=names.sync_class,
        async_class=names.async_class,
        imports=tuple(imports.lines()),
        child_imports=tuple(
            f"from .{c.attribute} import {c.async_class}, {c.sync_class}" for c in children
        ),
        final=final,
        children=children,
        methods=methods,
    )


def _method(
    subject: Subject, operation: Operation, imports: Imports, source: str, wrapper: str
) -> MethodView:
    bound = _bound(subject, operation, imports, source, "")
    async_bound = _bound(subject, operation, imports, source, "async_")
    if wrapper:
        bound = f"{imports.use(runtime.CLIENT_CALLS, wrapper)}({bound})"
        async_bound = f"{imports.use(runtime.CLIENT_CALLS, f'async_{wrapper}')}({async_bound})"
    if operation.doc.deprecated:
        mark = imports.use(runtime.DEPRECATED_CALLS, "deprecated_call")
        bound, async_bound = f"{mark}({bound})", f"{mark}({async_bound})"
    return MethodView(subject.names.methods[operation.id], bound, async_bound)


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
