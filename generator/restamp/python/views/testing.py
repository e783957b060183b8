"""Views of the package `testing`: the fake, its resources, and its default responses."""

from __future__ import annotations

import json
from collections.abc import Iterable

from restamp.ir.operations import Operation, Response
from restamp.names.resources import ResourceNames
from restamp.python.calls.kinds import PLAIN, kind_of, kinds_of, success_responses
from restamp.python.modules.resources import Resource, resources_of
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.records import dataclass
from restamp.runtime import modules as runtime
from restamp.spec.tree.json_text import json_text


@dataclass(frozen=True, slots=True)
class FakePropertyView:
    """A resource of the fake as a lazy property."""

    attribute: str
    module: str
    name: str
    doc: str


@dataclass(frozen=True, slots=True)
class TestingResourceView:
    """A resource of the fake."""

    path: str
    """Its path in `testing`, without the ending."""
    name: str
    """The docstring of the class."""
    doc: str
    imports: tuple[str, ...]
    child_imports: tuple[str, ...]
    """The imports of the resources in it, for type checkers."""
    children: tuple[FakePropertyView, ...]
    operations: tuple[str, ...]
    """The members of the class."""
    examples_path: str
    """The path of `examples` in `testing`."""
    examples: str
    """Default responses of its operations, as JSON; empty if the document has no examples."""


@dataclass(frozen=True, slots=True)
class TestingView:
    """The module `testing`."""

    bases: str
    """The classes of the runtime that the fake derives from."""
    own: TestingResourceView
    """What the fake has itself, as the client has it."""
    resources: tuple[TestingResourceView, ...]
    routes: str
    """The routes of all operations, as JSON."""


def testing_view(subject: Subject) -> TestingView:
    """The view of the fake and its resources."""
    own, *resources = resources_of(subject)
    taken = {subject.names.methods[operation.id] for operation in own.operations}
    classes = {child.fake_class for child in own.children}
    imports = Imports(
        frozenset({"Fake", "annotations", *taken, *classes, *own.child_names}),
        runtime=subject.runtime,
    )
    for name in ("FakeCall", "UnexpectedCall"):
        imports.use(runtime.FAKES, name)
    kinds = (PLAIN, *kinds_of(subject.api.operations))
    base, module = max((kind.fake_api for kind in kinds), key=lambda api: api != PLAIN.fake_api)
    base = imports.use(module, base)
    for name in ("API", "AsyncClient", "Client"):
        imports.use(".._custom" if name in subject.custom else "..client", name)
    imports.use("typing", "TYPE_CHECKING")
    bases = [f"{base}[Client, AsyncClient]"]
    if subject.has_recording:
        bases.append(imports.use(runtime.FAKES_RECORDINGS, "ReplaysCalls"))
    fakes = [_fake(subject, resource) for resource in resources]
    return TestingView(
        bases=", ".join(bases),
        own=_members(subject, own, imports),
        resources=tuple(fakes),
        routes=_index(subject),
    )


def _fake(subject: Subject, resource: Resource) -> TestingResourceView:
    names = subject.names
    # In a class body, earlier members shadow imports with the same names.
    taken = {names.methods[operation.id] for operation in resource.operations}
    classes = {one.fake_class for one in (resource.names, *resource.children)}
    imports = Imports(
        frozenset({*taken, "annotations", *classes, *resource.child_names}),
        package=resource.package,
        runtime=subject.runtime,
    )
    imports.use(runtime.FAKES, "FakeResource")
    if resource.children:
        imports.use("typing", "TYPE_CHECKING")
    return _members(subject, resource, imports)


def _members(subject: Subject, resource: Resource, imports: Imports) -> TestingResourceView:
    """The view of a resource of the fake, with the imports so far."""
    names, group = subject.names, resource.names
    ordered = sorted(resource.operations, key=lambda operation: names.functions[operation.id])
    children = tuple(_property(child) for child in resource.children)
    members = tuple(_member(subject, resource, operation, imports) for operation in ordered)
    return TestingResourceView(
        path=resource.path,
        name=group.fake_class,
        doc=docstring([f"Responses of `client.{group.attribute}`."], 4),
        imports=tuple(imports.lines()),
        child_imports=tuple(f"from .{c.module} import {c.name}" for c in children),
        children=children,
        operations=members,
        examples_path="/".join(group.chain or ("_client",)),
        examples=_examples((names.methods[o.id], o) for o in ordered),
    )


def _property(child: ResourceNames) -> FakePropertyView:
    doc = docstring([f"Responses of `client.{child.attribute}`."], 8)
    return FakePropertyView(child.fake_name, child.name, child.fake_class, doc)


def _member(subject: Subject, resource: Resource, operation: Operation, imports: Imports) -> str:
    names = subject.names
    source = imports.use(*resource.api_import(imports.package))
    final = imports.use("typing", "Final")
    fake = f"{_maker(operation, imports)}({source}.{names.functions[operation.id]})"
    if not resource.names.chain:
        fake = f"{imports.use(runtime.FAKES_CLIENT, 'client_fake')}({fake})"
    return f"{names.methods[operation.id]}: {final} = {fake}"


def _maker(operation: Operation, imports: Imports) -> str:
    """The function that creates a fake of an endpoint function, by kind."""
    name, module = kind_of(operation).fake
    return imports.use(module, name)


def _index(subject: Subject) -> str:
    """One line per operation: its name in the fake, method, path, endpoint function and statuses."""
    names = subject.names
    lines: list[str] = []
    for operation in subject.api.operations:
        row = [operation.method, operation.path, names.functions[operation.id]]
        statuses = dict.fromkeys(map(_status, success_responses(operation))) or {200: None}
        lines.append(f" {json.dumps(names.call(operation.id))}: {json.dumps([*row, *statuses])}")
    return "{\n" + ",\n".join(sorted(lines)) + "\n}"


def _examples(operations: Iterable[tuple[str, Operation]]) -> str:
    """Examples of the document by operation and status, success responses first."""
    shown: dict[str, dict[str, object]] = {}
    for name, operation in operations:
        for response in success_responses(operation):
            example = response.contents[0].example if response.contents else None
            if example is not None:
                shown.setdefault(name, {})[str(_status(response))] = json.loads(example)
    return json_text(shown, 1) if shown else ""


def _status(response: Response) -> int:
    return 200 if response.status.is_default else response.status.low
