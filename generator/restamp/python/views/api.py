"""Views of the modules of `api`: one endpoint function for each operation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from restamp.ir.operations import Operation, Status
from restamp.lower.plurals import singular
from restamp.names.calls.by_tag import is_of_tag
from restamp.names.resources import Chain
from restamp.names.words import split
from restamp.passes.common_error import error_type
from restamp.python.calls.arguments import CallArgument, arguments_of
from restamp.python.calls.kinds import PAGED, CallKind, Part, stream_of
from restamp.python.calls.pages import pages_argument
from restamp.python.calls.representations import accept_of, decoded_otherwise, xml_of
from restamp.python.calls.results import Decoded, Results, results_of
from restamp.python.calls.streams import items_argument
from restamp.python.modules.resources import Resource, resources_of
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator, package_annotator
from restamp.python.types.docstrings import docstring, one_line
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping, parts
from restamp.python.types.public import Generic, Tagged, untagged
from restamp.python.types.xml import read_as_xml
from restamp.python.views.operation_docs import operation_doc
from restamp.python.views.request_arguments import RequestArguments
from restamp.records import dataclass
from restamp.runtime import modules as runtime

OPERATIONS = "Operations of"
"""The beginning of the description of a resource that the document does not describe."""
_DOC = "Endpoint functions, one module for each resource."


@dataclass(frozen=True, slots=True)
class EndpointView:
    """One endpoint function."""

    name: str
    parameters: tuple[str, ...]
    """The lines of the signature, including `*`."""
    request: str
    """The function or class that creates the request."""
    result: str
    """The return annotation."""
    arguments: tuple[str, ...]
    """The arguments of the request."""
    doc: str
    mark: str
    """The decorator of a deprecated operation; else empty."""
    method: str
    """Its name as a method of the resource."""
    operation: Operation
    kind: CallKind
    call_arguments: tuple[CallArgument, ...]
    results: Mapping[Part, str]
    """The annotations of the results, without discriminators."""


@dataclass(frozen=True, slots=True)
class ApiView:
    """One module of `api`."""

    path: str
    """Its path in `api`, without the ending."""
    doc: str
    imports: tuple[str, ...]
    endpoints: tuple[EndpointView, ...]
    chain: Chain
    """The resource that it belongs to."""
    about: str
    """A one-line description of the resource."""


def api_views(subject: Subject) -> list[ApiView]:
    """The views of all modules of `api`, by name."""
    arguments: dict[str, set[str]] = {}
    for (id_, _, _), name in subject.names.parameters.items():
        arguments.setdefault(id_, set()).add(name)
    return [_module(subject, resource, arguments) for resource in resources_of(subject)]


def _module(
    subject: Subject, resource: Resource, arguments: Mapping[str, Collection[str]]
) -> ApiView:
    """The view of one module; `arguments` are the names of those of every operation, by its id."""
    names, operations = subject.names, resource.operations
    # A module in a package becomes an attribute of it when it is imported.
    taken = {names.functions[operation.id] for operation in operations} | resource.child_names
    taken = taken.union(*(arguments.get(operation.id, ()) for operation in operations))
    imports = Imports(
        frozenset(taken | {"annotations"}), package=resource.package, runtime=subject.runtime
    )
    annotator = package_annotator(subject, imports)
    endpoints = tuple(
        _Endpoint(subject, operation, annotator).view()
        for operation in sorted(operations, key=lambda o: names.functions[o.id])
    )
    chain = resource.names.chain
    about = resource_doc(subject, resource) if chain else _DOC
    lines = tuple(imports.lines())
    return ApiView(resource.path, docstring([about], 0), lines, endpoints, chain, about)


def resource_doc(subject: Subject, resource: Resource) -> str:
    """A one-line description of a resource: that of its tag, if the resource is what the tag says."""
    chain = resource.names.chain
    tags = dict.fromkeys(operation.group.words for operation in resource.operations)
    words = next(iter(tags), "")
    if subject.names.calls or _shares_tag(subject, resource):
        of_chain = " ".join(chain).replace("_", " ")
        spellings = {_singular(of_chain), _singular(chain[-1].replace("_", " "))}
        if len(tags) != 1 or _singular(" ".join(split(words)).lower()) not in spellings:
            return f"{OPERATIONS} {of_chain}."
    described = next((tag.doc for tag in subject.api.tags if tag.name == words), None)
    text = "" if described is None else one_line(described.description or described.summary)
    return text or f"{OPERATIONS} {words}."


def _shares_tag(subject: Subject, resource: Resource) -> bool:
    """Whether the tag of a resource says another name, and is that of another resource as well."""
    chain, groups = resource.names.chain, subject.names.groups
    first = next(iter(resource.operations), None)
    if first is None or is_of_tag(first, chain):
        return False
    tag = first.group.words
    return any(
        operation.group.words == tag and groups[operation.id].chain != chain
        for operation in subject.api.operations
    )


def _singular(words: str) -> str:
    return " ".join(map(singular, words.split()))


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """Builds the view of one endpoint function."""

    subject: Subject
    operation: Operation
    annotator: Annotator

    @property
    def imports(self) -> Imports:
        return self.annotator.imports

    def view(self) -> EndpointView:
        """The view of the function."""
        operation, names = self.operation, self.subject.names
        results = results_of(self.subject, operation)
        kind, response_arguments = results.kind, self._response_arguments(results)
        texts = {part: self.annotator.text(type_) for part, type_ in results.types.items()}
        annotation = ", ".join(texts.values())
        arguments = [literal(operation.method), literal(operation.path), *response_arguments]
        call_arguments = arguments_of(self.subject, operation)
        request_arguments = RequestArguments(
            self.subject, operation, call_arguments, self.imports, self.annotator
        )
        arguments += request_arguments.parts()
        arguments += self._options(kind)
        request_line = f"{operation.method} {operation.path}"
        request = self.imports.use(kind.requests, kind.request)
        if kind is PAGED:
            arguments.append(pages_argument(operation, self.imports))
        mark = ""
        if operation.doc.deprecated:
            mark = self.imports.use(runtime.DEPRECATED_CALLS, "deprecated_function")
        return EndpointView(
            names.functions[operation.id],
            tuple(request_arguments.signature()),
            request,
            f"{request}[{annotation}]",
            tuple(arguments),
            docstring(operation_doc(self.subject, operation, call_arguments, request_line), 4),
            mark,
            names.methods[operation.id],
            operation,
            kind,
            call_arguments,
            self._shown(results, texts),
        )

    def _shown(self, results: Results, texts: dict[Part, str]) -> dict[Part, str]:
        """The annotations for readers: without discriminators, and with the real names of what they import."""
        for part, type_ in results.types.items():
            if isinstance(type_, Tagged | Generic):
                texts[part] = self.annotator.text(untagged(type_))
            texts[part] = self.imports.as_named(texts[part])
        return texts

    def _response_arguments(self, results: Results) -> Iterable[str]:
        """The arguments of the request for decoding its response."""
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
        """The type of a response, as an expression."""
        if decoded.type is None:
            return self.imports.use(runtime.REQUEST, "Undocumented")
        text = self.annotator.text(decoded.type)
        return read_as_xml(text, decoded.xml, self.annotator)

    def _by_status(self, types: Sequence[tuple[str, str]]) -> str:
        return f"{self.imports.use(runtime.REQUEST, 'by_status')}({mapping(types)})"

    def _options(self, kind: CallKind) -> Iterable[str]:
        operation, api = self.operation, self.subject.api
        # Stream requests use the type of their items.
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
        """The error types that differ from the common one of the API.

        If a range or default has another type, the common ones are listed as well, since it would match them, too.
        """
        common = self.subject.api.common_error
        error_types = [(r, type_) for r in self.operation.responses if (type_ := error_type(r))]
        others = [(response, type_) for response, type_ in error_types if type_ != common]
        is_exact = all(response.status.is_exact for response, _ in others)
        return [
            (
                _status(response.status),
                read_as_xml(self.annotator(type_), xml_of(response), self.annotator),
            )
            for response, type_ in (others if is_exact else error_types)
        ]


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
