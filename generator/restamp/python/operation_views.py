"""Views of the modules of `api` and `resources`: one endpoint function for each operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from restamp.ir.operations import Codec, Content, Operation, Response, Status
from restamp.ir.types import Kind, OneOf, Primitive, Type
from restamp.passes.common_error import error_type
from restamp.python.annotations import Annotator
from restamp.python.call_kinds import (
    PAGED,
    STREAM,
    STREAMABLE,
    WAITED,
    CallKind,
    answers_of,
    is_stream,
    kind_of,
    stream_of,
)
from restamp.python.docstrings import docstring, one_line
from restamp.python.imports import Imports
from restamp.python.literals import literal, mapping, parts
from restamp.python.operation_docs import operation_doc
from restamp.python.page_views import paged_item, pages_argument, waiter_argument
from restamp.python.request_arguments import RequestArguments
from restamp.python.stream_views import item_annotation, items_argument
from restamp.python.views import ApiModuleView, EndpointView, Subject

CALLS = ".._runtime.calls"
MODEL = ".._runtime.model"


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
        binding.use(CALLS, name)
    return ApiModuleView(
        module=module,
        doc=docstring([text or f"Operations of {operations[0].group.words}."], 0),
        sync_class=group.sync_class,
        async_class=group.async_class,
        imports=tuple(imports.lines()),
        resource_imports=tuple(binding.lines()),
        endpoints=tuple(endpoints),
    )


def answered(subject: Subject, operation: Operation, imports: Imports) -> tuple[CallKind, str]:
    """How an operation is bound, and what its request's class is parametrised with."""
    kind = kind_of(operation)
    return kind, _Endpoint(subject, operation, imports, Imports(), "").types(kind)[1]


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
        names = self.subject.names.types

        def named(id_: str) -> str:
            return f"{self.imports.use('..', 'models')}.{names[id_]}"

        return Annotator(self.imports, self.subject.declarations, names, named, MODEL)

    def types(self, kind: CallKind) -> tuple[list[str], str]:
        """What a request says of its answer, and all that its class is parametrised with."""
        answers, annotation = self._answers(kind)
        if kind is PAGED:
            annotation += f", {paged_item(self.operation, self.annotator)}"
        return answers, annotation

    def view(self) -> EndpointView:
        """The view of the function."""
        operation, names = self.operation, self.subject.names
        kind = kind_of(operation)
        answers, annotation = self.types(kind)
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

    def _answers(self, kind: CallKind) -> tuple[list[str], str]:
        """What a request says of its answer, and what its class is parametrised with."""
        stream = stream_of(self.operation)
        if stream is None or kind not in (STREAM, STREAMABLE):
            answer, annotation = self._answer()
            return [answer], annotation
        is_chosen = kind is STREAMABLE
        items = items_argument(stream, self.operation, self.annotator, is_chosen=is_chosen)
        item = item_annotation(stream, self.annotator)
        if not is_chosen:
            return [items], item
        answer, annotation = self._answer()
        return [answer, items], f"{annotation}, {item}"

    def _answer(self) -> tuple[str, str]:
        """The answer as an expression, and as an annotation."""
        successes = [r for r in answers_of(self.operation) if not is_stream(r)]
        if not successes:
            return "None", "None"
        types = [(r.status, _answered_type(r)) for r in successes]
        texts = {None if t is None else self.annotator(t) for _, t in types}
        distinct = list(dict.fromkeys(self._text(t) for _, t in types))
        annotation = " | ".join(distinct)
        if "None" in distinct and len(distinct) > 1:
            annotation = " | ".join([*(t for t in distinct if t != "None"), "None"])
        if "Any" in distinct:
            annotation = "Any"
        if len(texts) == 1:
            return annotation, annotation
        table = self._by_status([(_status(s), self._text(type_)) for s, type_ in types])
        return table, annotation

    def _by_status(self, types: Sequence[tuple[str, str]]) -> str:
        return f"{self.imports.use('.._runtime.request', 'by_status')}({mapping(types)})"

    def _text(self, type_: Type | None) -> str:
        return "None" if type_ is None else self.annotator(type_)

    def _options(self, kind: CallKind) -> Iterable[str]:
        operation, api = self.operation, self.subject.api
        # A request for a stream knows that of its items.
        accepted = "" if kind is STREAM else _accept(operation.responses)
        if accepted not in ("", "application/json"):
            yield f"accept={literal(accepted)}"
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
        found: list[tuple[str, str]] = []
        for response in self.operation.responses:
            type_ = error_type(response)
            if type_ is not None and type_ != self.subject.api.common_error:
                found.append((_status(response.status), self.annotator(type_)))
        return found


def _status(status: Status) -> str:
    if status.is_default:
        return literal("default")
    return str(status.low) if status.is_exact else literal(f"{status.low // 100}XX")


def _answered_type(response: Response) -> Type | None:
    """What a response decodes to: its best representation's type; None for no content.

    Representations in JSON that differ are told apart by what arrives.
    """
    if not response.contents:
        return None
    best = response.contents[0]
    match best.codec:
        case Codec.JSON:
            types = tuple(dict.fromkeys(content.type for content in _together(response)))
            return types[0] if len(types) == 1 else OneOf(types)
        case Codec.TEXT:
            return Primitive(Kind.STRING)
        case _:
            return Primitive(Kind.BINARY)


def _together(response: Response) -> list[Content]:
    """The best representation, and those in JSON beside it that have another type."""
    best = response.contents[0]
    others = [c for c in response.contents if c.codec is best.codec is Codec.JSON]
    kept = {content.type: content for content in reversed(others)} if others else {}
    return [best, *(c for c in others if c.type != best.type and kept[c.type] is c)]


def _accept(responses: Iterable[Response]) -> str:
    """What a request accepts: the media types of what it can decode."""
    answers = [r for r in responses if r.status.is_success and r.contents and not is_stream(r)]
    found = [content.media_type for response in answers for content in _together(response)]
    return ", ".join(dict.fromkeys(found))
