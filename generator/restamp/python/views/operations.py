"""Views of the modules of `api` and `resources`: one endpoint function for each operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from restamp.ir.operations import Operation, Status
from restamp.passes.common_error import error_type
from restamp.python.calls.kinds import PAGED, WAITED, CallKind, Part, stream_of
from restamp.python.calls.pages import pages_argument, waiter_argument
from restamp.python.calls.representations import accept_of, decoded_otherwise
from restamp.python.calls.results import Decoded, Results, results_of
from restamp.python.calls.streams import items_argument
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator
from restamp.python.types.docstrings import docstring, one_line
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping, parts
from restamp.python.types.public import Model
from restamp.python.types.received import ReceivedTypes
from restamp.python.views.operation_docs import operation_doc
from restamp.python.views.request_arguments import RequestArguments
from restamp.python.views.views import ApiModuleView, EndpointView
from restamp.runtime import modules as runtime


def api_module_views(subject: Subject) -> list[ApiModuleView]:
    """The views of all modules of `api`, by name."""
    grouped: dict[str, list[Operation]] = {}
    for operation in subject.api.operations:
        grouped.setdefault(subject.names.groups[operation.id].attribute, []).append(operation)
    return [_module_view(subject, module, grouped[module]) for module in sorted(grouped)]


def _module_view(subject: Subject, module: str, operations: list[Operation]) -> ApiModuleView:
    names = subject.names
    ids = {operation.id for operation in operations}
    taken = {names.functions[id_] for id_ in ids}
    taken |= {name for key, name in names.parameters.items() if key[0] in ids}
    imports = Imports(frozenset(taken | {"annotations"}))
    # In the body of a class, the methods above hide what the module imports by their names.
    group = names.groups[operations[0].id]
    hidden = {names.methods[id_] for id_ in ids} | {group.sync_class, group.async_class}
    binding = Imports(frozenset(hidden | {"annotations"}))
    source = binding.use("..api", module)
    endpoints = [
        _Endpoint(subject, operation, imports, binding, source).view()
        for operation in sorted(operations, key=lambda o: names.functions[o.id])
    ]
    described = next((t.doc for t in subject.api.tags if t.name == operations[0].group.words), None)
    text = "" if described is None else one_line(described.description)
    for name in ("Resource", "AsyncResource"):
        binding.use(runtime.CALLS, name)
    final = binding.use("typing", "Final")
    return ApiModuleView(
        module=module,
        doc=docstring([text or f"Operations of {operations[0].group.words}."], 0),
        sync_class=group.sync_class,
        async_class=group.async_class,
        imports=tuple(imports.lines()),
        final=final,
        resource_imports=tuple(binding.lines()),
        endpoints=tuple(endpoints),
    )


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """One endpoint function in the making."""

    subject: Subject
    operation: Operation
    imports: Imports
    binding: Imports
    """Of the resource's module."""
    source: str
    """What the resource's module calls this one."""

    @property
    def annotator(self) -> Annotator:
        """Writes types as they are named outside of `models`."""

        def named(model: Model) -> str:
            return f"{self.imports.use('..', 'models')}.{model.name}"

        types = ReceivedTypes(self.subject.declarations, self.subject.names)
        return Annotator(self.imports, types, named)

    def view(self) -> EndpointView:
        """The view of the function."""
        operation, names = self.operation, self.subject.names
        results = results_of(operation, self.annotator.types)
        kind, answers = results.kind, self._answers(results)
        annotation = ", ".join(map(self.annotator.text, results.types.values()))
        arguments = [literal(operation.method), literal(operation.path), *answers]
        given = RequestArguments(self.subject, operation, self.imports, self.annotator)
        arguments += given.parts()
        arguments += self._options(kind)
        summary = one_line(operation.doc.summary or operation.doc.description)
        request_line = f"{operation.method} {operation.path}"
        request = self.imports.use(kind.requests, kind.request)
        if kind is PAGED:
            arguments.append(pages_argument(operation, self.imports))
        return EndpointView(
            names.functions[operation.id],
            names.methods[operation.id],
            tuple(given.signature()),
            request,
            f"{request}[{annotation}]",
            tuple(arguments),
            docstring(operation_doc(self.subject, operation, request_line), 4),
            docstring([summary or request_line], 4),
            self._bound(kind, ""),
            self._bound(kind, "async_"),
        )

    def _bound(self, kind: CallKind, prefix: str) -> str:
        bind = self.binding.use(kind.calls, prefix + kind.call)
        bound = [f"{self.source}.{self.subject.names.functions[self.operation.id]}"]
        if kind is WAITED and self.operation.waiter is not None:
            bound.append(waiter_argument(self.operation.waiter, self.binding))
        return f"{bind}({', '.join(bound)})"

    def _answers(self, results: Results) -> Iterable[str]:
        """The arguments of the request about what it decodes."""
        if results.kind.has_result:
            texts = [(each.status, self._decoded(each)) for each in results.decoded]
            if len({text for _, text in texts}) == 1:
                yield texts[0][1]
            else:
                yield self._by_status([(_status(each), text) for each, text in texts if each])
        stream = stream_of(self.operation)
        if stream is not None and Part.STREAM_ITEM in results.types:
            is_chosen = results.kind.has_result
            yield items_argument(stream, self.operation, self.annotator, is_chosen=is_chosen)

    def _decoded(self, decoded: Decoded) -> str:
        """What a response decodes to, as an expression."""
        if decoded.type is None:
            return self.imports.use(runtime.REQUEST, "Undocumented")
        return self.annotator.text(decoded.type)

    def _by_status(self, types: Sequence[tuple[str, str]]) -> str:
        return f"{self.imports.use(runtime.REQUEST, 'by_status')}({mapping(types)})"

    def _options(self, kind: CallKind) -> Iterable[str]:
        operation, api = self.operation, self.subject.api
        # A request for a stream knows that of its items.
        if kind.has_result:
            yield from _accepted(operation)
        errors = self._errors()
        if len(errors) == 1:
            yield f"errors={mapping(errors)}"
        elif errors:
            yield f"errors={self._by_status(errors)}"
        if operation.security != api.security:
            alternatives = [parts([literal(n) for n in names]) for names in operation.security]
            yield f"security={parts(alternatives)}"
        if operation.idempotent is not None:
            yield f"idempotent={operation.idempotent}"
        if operation.idempotency_key:
            yield f"idempotency_key={literal(operation.idempotency_key)}"
        if operation.servers:
            server = operation.servers[0]
            url = server.url
            for variable in server.variables:
                url = url.replace("{" + variable.name + "}", variable.default)
            yield f"base_url={literal(url)}"

    def _errors(self) -> list[tuple[str, str]]:
        """The types of failures that differ from the API's common one.

        Beside a range or default of another type the common ones are listed as well: it would decode them too.
        """
        common = self.subject.api.common_error
        found = [(r.status, type_) for r in self.operation.responses if (type_ := error_type(r))]
        others = [(status, type_) for status, type_ in found if type_ != common]
        listed = others if all(status.is_exact for status, _ in others) else found
        return [(_status(status), self.annotator(type_)) for status, type_ in listed]


def _status(status: Status) -> str:
    if status.is_default:
        return literal("default")
    return str(status.low) if status.is_exact else literal(f"{status.low // 100}XX")


def _accepted(operation: Operation) -> Iterable[str]:
    accepted, others = accept_of(operation), decoded_otherwise(operation)
    if accepted not in ("", "application/json"):
        yield f"accept={literal(accepted)}"
    if others:
        yield f"other_media_types={parts([literal(name) for name in others])}"
