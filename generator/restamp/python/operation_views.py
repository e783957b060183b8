"""Views of the modules of `api` and `resources`: one endpoint function for each operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from restamp.ir.operations import Codec, Content, Location, Operation, Parameter, Response, Status
from restamp.ir.types import Kind, Primitive, Type
from restamp.passes.common_error import error_type
from restamp.python.annotations import Annotator
from restamp.python.call_kinds import CallKind, kind_of
from restamp.python.docstrings import docstring, one_line, text_lines
from restamp.python.imports import Imports
from restamp.python.literals import laid_out, literal, mapping, parts
from restamp.python.model_views import doc_blocks
from restamp.python.views import ApiModuleView, EndpointView, Subject

CALLS = ".._runtime.calls"
PARAMETERS = ".._runtime.parameters"
MODEL = ".._runtime.model"
WIDTH = 80
NAMED_ERRORS = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableError",
    429: "RateLimitError",
}
DEFAULT_STYLES = {
    Location.PATH: ("simple", False),
    Location.QUERY: ("form", True),
    Location.HEADER: ("simple", False),
    Location.COOKIE: ("form", True),
}
CONTAINERS = {Location.PATH: "path", Location.QUERY: "query", Location.HEADER: "headers"}


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
    binding = Imports(frozenset(names.methods[id_] for id_ in ids) | {"annotations"})
    source = binding.use("..api", module)
    endpoints = [
        _Endpoint(subject, operation, imports, binding, source).view()
        for operation in sorted(operations, key=lambda o: names.functions[o.id])
    ]
    group = names.groups[operations[0].id]
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

    def view(self) -> EndpointView:
        """The view of the function."""
        operation, names = self.operation, self.subject.names
        answer, annotation = self._answer()
        arguments = [literal(operation.method), literal(operation.path), answer]
        arguments += self._containers()
        arguments += self._body()
        arguments += self._options()
        summary = one_line(operation.doc.summary or operation.doc.description)
        request_line = f"{operation.method} {operation.path}"
        kind = kind_of(operation)
        request = self.imports.use(kind.requests, kind.request)
        return EndpointView(
            names.functions[operation.id],
            names.methods[operation.id],
            tuple(self._signature()),
            request,
            f"{request}[{annotation}]",
            tuple(arguments),
            docstring(self._doc(request_line), 4),
            docstring([summary or request_line], 4),
            self._bound(kind, ""),
            self._bound(kind, "async_"),
        )

    def _bound(self, kind: CallKind, prefix: str) -> str:
        bind = self.binding.use(kind.calls, prefix + kind.call)
        return f"{bind}({self.source}.{self.subject.names.functions[self.operation.id]})"

    def _name(self, parameter: Parameter) -> str:
        key = (self.operation.id, str(parameter.location), parameter.wire_name)
        return self.subject.names.parameters[key]

    def _signature(self) -> Iterable[str]:
        """Path parameters in the order of the URL, then the body; all else by keyword."""
        for parameter in self._in_path():
            yield self._parameter(parameter)
        body = self.operation.body
        if body is not None:
            name = self.subject.names.parameters[self.operation.id, "body", ""]
            annotation = self.annotator(_sent_type(body.contents[0]))
            if body.required:
                yield f"{name}: {annotation}"
            else:
                yield f"{name}: {self.annotator.optional(annotation)} = None"
        others = [p for p in self.operation.parameters if p.location is not Location.PATH]
        if others:
            yield "*"
        for parameter in others:
            yield self._parameter(parameter)

    def _in_path(self) -> list[Parameter]:
        found = [p for p in self.operation.parameters if p.location is Location.PATH]
        return sorted(found, key=lambda p: self.operation.path.find("{" + p.wire_name + "}"))

    def _parameter(self, parameter: Parameter) -> str:
        annotation = self.annotator.parameter(parameter.type)
        if parameter.required:
            return f"{self._name(parameter)}: {annotation}"
        return f"{self._name(parameter)}: {self.annotator.optional(annotation)} = None"

    def _answer(self) -> tuple[str, str]:
        """The answer as an expression, and as an annotation."""
        successes = [r for r in self.operation.responses if r.status.is_success]
        if not successes:
            successes = [r for r in self.operation.responses if r.status.is_default]
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

    def _containers(self) -> Iterable[str]:
        for location, keyword in (*CONTAINERS.items(), (Location.COOKIE, "cookies")):
            found = [p for p in self.operation.parameters if p.location is location]
            if location is Location.PATH:
                found = self._in_path()
            if found:
                pairs = [(literal(p.wire_name), self._value(p)) for p in found]
                yield laid_out(f"{keyword}=", pairs, 8)

    def _value(self, parameter: Parameter) -> str:
        """The argument as it is, or wrapped where it travels in another way than usual."""
        name = self._name(parameter)
        if parameter.json_content:
            return f"{self.imports.use(PARAMETERS, 'JsonText')}({name})"
        if (parameter.style, parameter.explode) == DEFAULT_STYLES[parameter.location]:
            return name
        if parameter.explode == (parameter.style == "form") and parameter.style == "form":
            return name
        if _is_scalar(parameter.type) and parameter.style in ("simple", "form", "cookie"):
            return name
        styled = self.imports.use(PARAMETERS, "Styled")
        return f"{styled}({name}, {literal(parameter.style)}, explode={parameter.explode})"

    def _body(self) -> Iterable[str]:
        body = self.operation.body
        if body is not None:
            yield f"body={self.subject.names.parameters[self.operation.id, 'body', '']}"
            if body.contents[0].media_type != "application/json":
                yield f"media_type={literal(body.contents[0].media_type)}"

    def _options(self) -> Iterable[str]:
        operation, api = self.operation, self.subject.api
        accepted = _accept(operation.responses)
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

    def _doc(self, request_line: str) -> list[str]:
        doc = self.operation.doc
        blocks = [doc.summary] if doc.summary else []
        if doc.description and doc.description != doc.summary:
            blocks.append(doc.description)
        if doc.deprecated:
            blocks.append("Deprecated.")
        blocks.append(request_line)
        arguments = list(self._argument_lines())
        if arguments:
            blocks.append("\n".join(["Args:", *arguments]))
        raised = list(dict.fromkeys(_raised(self.operation.responses)))
        if raised:
            blocks.append("\n".join(["Raises:", *(f"    {name}" for name in raised)]))
        return blocks

    def _argument_lines(self) -> Iterable[str]:
        for parameter in self._in_path():
            yield from _argument(self._name(parameter), doc_blocks(parameter.doc))
        body = self.operation.body
        if body is not None and body.doc.description:
            name = self.subject.names.parameters[self.operation.id, "body", ""]
            yield from _argument(name, doc_blocks(body.doc))
        for parameter in self.operation.parameters:
            if parameter.location is not Location.PATH:
                yield from _argument(self._name(parameter), doc_blocks(parameter.doc))


def _argument(name: str, blocks: Sequence[str]) -> Iterable[str]:
    text = " ".join(" ".join(blocks).split())
    if not text:
        return
    first, *rest = text_lines([f"{name}: {text}"], WIDTH - 4)
    yield f"    {first}"
    for line in rest:
        yield f"        {line}"


def _raised(responses: Sequence[Response]) -> Iterable[str]:
    """The classes of the errors that are documented, by status."""
    answered = any(response.status.is_success for response in responses)
    for status in (response.status for response in responses):
        if status.is_exact and status.low in NAMED_ERRORS:
            yield NAMED_ERRORS[status.low]
        elif status.low >= 500:
            yield "ServerError"
        elif status.low >= 400 or (status.is_default and answered):
            yield "StatusError"


def _status(status: Status) -> str:
    if status.is_default:
        return literal("default")
    return str(status.low) if status.is_exact else literal(f"{status.low // 100}XX")


def _sent_type(content: Content) -> Type:
    match content.codec:
        case Codec.BINARY:
            return Primitive(Kind.BINARY)
        case _:
            return content.type


def _answered_type(response: Response) -> Type | None:
    """What a response decodes to: its best representation's type; None for no content."""
    if not response.contents:
        return None
    best = response.contents[0]
    match best.codec:
        case Codec.JSON:
            return best.type
        case Codec.TEXT:
            return Primitive(Kind.STRING)
        case _:
            return Primitive(Kind.BINARY)


def _accept(responses: Iterable[Response]) -> str:
    """What a request accepts: the media types of what it can decode."""
    found = [r.contents[0].media_type for r in responses if r.status.is_success and r.contents]
    return ", ".join(dict.fromkeys(found))


def _is_scalar(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.kind not in (Kind.ANY, Kind.OBJECT)
