"""Views of the package `testing`: the fake, its resources, and its default responses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from restamp.ir.operations import Operation, Response
from restamp.names.resources import ResourceNames
from restamp.python.calls.kinds import PLAIN, kind_of, kinds_of, success_responses
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.python.views.api import groups_of
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class TestingResourceView:
    """A resource of the fake."""

    module: str
    attribute: str
    name: str
    """The docstring of the class."""
    doc: str
    imports: tuple[str, ...]
    operations: tuple[str, ...]
    """The members of the class."""
    examples: str
    """Default responses of its operations, as JSON; empty if the document has no examples."""


@dataclass(frozen=True, slots=True)
class TestingView:
    """The module `testing`."""

    base: str
    """The class of the runtime that the fake derives from."""
    imports: tuple[str, ...]
    resource_imports: tuple[str, ...]
    fakes: tuple[TestingResourceView, ...]
    operations: str
    """The routes of all operations, as JSON."""


def testing_view(subject: Subject) -> TestingView:
    """The view of the fake and its resources."""
    fakes = [_fake(subject, group, members) for group, members in groups_of(subject)]
    imports = Imports(
        frozenset({"Fake", "annotations", *(fake.name for fake in fakes)}), runtime=subject.runtime
    )
    for name in ("FakeCall", "UnexpectedCall"):
        imports.use(runtime.FAKES, name)
    kinds = (PLAIN, *kinds_of(subject.api.operations))
    base, module = max((kind.fake_api for kind in kinds), key=lambda api: api != PLAIN.fake_api)
    base = imports.use(module, base)
    for name in ("API", "AsyncClient", "Client"):
        imports.use(".._custom" if name in subject.custom else "..client", name)
    return TestingView(
        base=base,
        imports=tuple(imports.lines()),
        resource_imports=tuple(f"from .{fake.module} import {fake.name}" for fake in fakes),
        fakes=tuple(fakes),
        operations=_index(subject),
    )


def _fake(
    subject: Subject, group: ResourceNames, operations: Sequence[Operation]
) -> TestingResourceView:
    names = subject.names
    # In a class body, earlier members shadow imports with the same names.
    taken = {names.methods[operation.id] for operation in operations}
    imports = Imports(frozenset({*taken, "annotations", group.fake_class}), runtime=subject.runtime)
    imports.use(runtime.FAKES, "FakeResource")
    source = imports.use("..api", group.attribute)
    ordered = sorted(operations, key=lambda operation: names.functions[operation.id])
    final = imports.use("typing", "Final")
    members = tuple(
        f"{names.methods[o.id]}: {final} = {_maker(o, imports)}({source}.{names.functions[o.id]})"
        for o in ordered
    )
    return TestingResourceView(
        module=group.attribute,
        attribute=group.fake,
        name=group.fake_class,
        doc=docstring([f"Responses of `client.{group.attribute}`."], 4),
        imports=tuple(imports.lines()),
        operations=members,
        examples=_examples((names.methods[o.id], o) for o in ordered),
    )


def _maker(operation: Operation, imports: Imports) -> str:
    """The function that creates a fake of an endpoint function, by kind."""
    name, module = kind_of(operation).fake
    return imports.use(module, name)


def _index(subject: Subject) -> str:
    """One line per operation: its name in the fake, method, path, endpoint function and statuses."""
    names = subject.names
    lines: list[str] = []
    for group, operations in groups_of(subject):
        for operation in operations:
            name = f"{group.attribute}.{names.methods[operation.id]}"
            row = [operation.method, operation.path, names.functions[operation.id]]
            statuses = dict.fromkeys(map(_status, success_responses(operation))) or {200: None}
            lines.append(f" {json.dumps(name)}: {json.dumps([*row, *statuses])}")
    return "{\n" + ",\n".join(sorted(lines)) + "\n}"


def _examples(operations: Iterable[tuple[str, Operation]]) -> str:
    """Examples of the document by operation and status, success responses first."""
    shown: dict[str, dict[str, object]] = {}
    for name, operation in operations:
        for response in success_responses(operation):
            example = response.contents[0].example if response.contents else None
            if example is not None:
                shown.setdefault(name, {})[str(_status(response))] = json.loads(example)
    return json.dumps(shown, indent=1) if shown else ""


def _status(response: Response) -> int:
    return 200 if response.status.is_default else response.status.low
