"""The view of the module `client`."""

from __future__ import annotations

from collections.abc import Iterable

from restamp.ir.api import Api
from restamp.ir.operations import Server
from restamp.names.resources import CLIENT
from restamp.python.calls.credentials import credential_arguments
from restamp.python.calls.errors import common_error_xml
from restamp.python.calls.kinds import kinds_of
from restamp.python.modules.resources import by_chain, resources_of
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import package_annotator
from restamp.python.types.docstrings import docstring, one_line, text_lines
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping, parts
from restamp.python.types.xml import read_as_xml
from restamp.python.views.credentials import (
    CERTIFICATE,
    ArgumentView,
    client_examples,
    credential_docs,
    credential_values,
    credential_views,
    described_schemes,
)
from restamp.python.views.resources import (
    MethodView,
    PropertyView,
    method_views,
    properties_of,
)
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class ClientView:
    """The module `client`."""

    typing_imports: tuple[str, ...]
    imports: tuple[str, ...]
    """The imports from the package."""
    resource_imports: tuple[str, ...]
    sync_bases: str
    async_bases: str
    sync_doc: str
    async_doc: str
    description: tuple[str, ...]
    """The arguments of `Api`."""
    arguments: tuple[ArgumentView, ...]
    credentials: str
    secrets: tuple[str, ...]
    """Arguments that may contain secrets; they are deleted before anything can fail."""

    variables: str
    resources: tuple[PropertyView, ...]
    methods: tuple[MethodView, ...]
    """The operations of the client itself."""
    final: str
    """The local name of `Final`."""


def client_view(subject: Subject) -> ClientView:
    """The view of the module `client`."""
    api, names = subject.api, subject.names
    listed = by_chain(resources_of(subject))
    own = listed[CLIENT]
    classes = {name for child in own.children for name in (child.sync_class, child.async_class)}
    hidden = {names.methods[operation.id] for operation in own.operations} | own.child_names
    imports = Imports(
        frozenset({"Client", "AsyncClient", "API", "annotations", *classes, *hidden}),
        package=".",
        runtime=subject.runtime,
    )
    imports.use("typing", "TYPE_CHECKING")
    imports.use(runtime.API, "Api")
    bases = [imports.use(runtime.CLIENTS, "SyncClient")]
    async_bases = [imports.use(runtime.CLIENTS, "AsyncClient", "RuntimeAsyncClient")]
    for name, module in dict.fromkeys(k.client for k in kinds_of(api.operations) if k.client):
        bases.append(imports.use(module, name))
        async_bases.append(imports.use(module, f"Async{name}"))
    imports.use(runtime.HOOKS, "Hooks")
    imports.use(runtime.SETTINGS, "hidden_options")
    imports.use(runtime.SETTINGS, "Timeout")
    imports.use(runtime.SETTINGS, "Validation")
    arguments = tuple(_arguments(subject, imports))
    resources = properties_of(subject, own, listed)
    methods = method_views(subject, own, imports, "client_call")
    final = imports.use("typing", "Final") if methods else ""
    variables = api.servers[0].variables if api.servers else ()
    description = list(_description(subject, imports))
    credentials = mapping(credential_values(subject, imports))
    return ClientView(
        typing_imports=tuple(imports.lines(lambda symbol: symbol.module == "typing")),
        imports=tuple(imports.lines(lambda symbol: symbol.module != "typing")),
        resource_imports=tuple(
            f"from .resources.{r.attribute} import {r.async_class}, {r.sync_class}"
            for r in resources
        ),
        sync_bases=", ".join(bases),
        async_bases=", ".join(async_bases),
        sync_doc=docstring(_client_doc(subject, "client"), 4),
        async_doc=docstring(_client_doc(subject, "asynchronous client"), 4),
        description=tuple(description),
        arguments=arguments,
        credentials=credentials,
        secrets=(*(a.name for a in credential_arguments(subject)), "base_url", "headers"),
        variables=mapping((literal(v.name), names.variables[v.name]) for v in variables),
        resources=resources,
        methods=methods,
        final=final,
    )


def _client_doc(subject: Subject, kind: str) -> list[str]:
    names = subject.names
    blocks = [f"The {kind} for {one_line(subject.api.title, 60)}."]
    lines: list[str] = []
    for argument, text in credential_docs(subject):
        lines += _argument(argument, text)
    for variable in subject.api.servers[0].variables if subject.api.servers else ():
        default = f" Default: {variable.default}." if variable.default else ""
        text = one_line(variable.doc.description) + default
        lines += _argument(names.variables[variable.name], text.strip())
    if names.credentials:
        lines += _argument("auth", "False to send no credentials.")
    environment = f"{names.package}_BASE_URL".upper()
    default = "the URL in the OpenAPI document" if has_server(subject.api) else "none"
    text = f"The base URL of the API. Default: {environment} from the environment, else {default}."
    lines += _argument("base_url", text)
    lines += _argument(
        "timeout",
        "Seconds for each phase of a request: connecting, sending, receiving. Default: 60, or the "
        "timeout of `http_client`. None disables it.",
    )
    blocking = "" if kind != "client" else " DNS lookups are not interrupted."
    lines += _argument("deadline", f"Seconds for a whole call including retries.{blocking}")
    lines += _argument("max_retries", "How often a failed request is retried if that is safe.")
    lines += _argument(
        "max_response_bytes",
        "The largest size of a decoded response body, in bytes. Default: 256 MiB. Streams are not "
        "limited.",
    )
    lines += _argument("headers", "Headers that are sent with every request.")
    lines += _argument(
        "validation",
        'What to do with a response that does not match the document: "tolerant" decodes it as far '
        'as possible and reports the difference, "strict" raises DecodeError.',
    )
    lines += _argument("hooks", "Functions to call on requests, responses, retries and drift.")
    lines += _argument("transport", "An httpx2 transport to use instead of the default.")
    text = "An httpx2 client to use; it keeps its own settings and is not closed"
    for what, example in client_examples(subject):
        article = "a " if example == CERTIFICATE else ""
        text += f"; for example with {article}{what}: {example}"
    lines += _argument("http_client", f"{text}.")
    return [*blocks, "\n".join(["Args:", *lines])]


def has_server(api: Api) -> bool:
    """Whether the document has a server URL with a host."""
    return server_url(api).lower().startswith(("http://", "https://"))


def server_url(api: Api) -> str:
    """The URL of the first server with the defaults of its variables; empty if there is none."""
    return url_of(api.servers[0]) if api.servers else ""


def url_of(server: Server) -> str:
    """The URL of a server with the defaults of its variables."""
    url = server.url
    for variable in server.variables:
        url = url.replace("{" + variable.name + "}", variable.default)
    return url


def _argument(name: str, text: str) -> Iterable[str]:
    first, *rest = text_lines([f"{name}: {text}"], 76)
    yield f"    {first}"
    for line in rest:
        yield f"        {line}"


def _arguments(subject: Subject, imports: Imports) -> Iterable[ArgumentView]:
    yield from credential_views(subject, imports)
    for variable in subject.api.servers[0].variables if subject.api.servers else ():
        yield ArgumentView(subject.names.variables[variable.name], "str | None", "str | None")


def _description(subject: Subject, imports: Imports) -> Iterable[str]:
    api, names = subject.api, subject.names
    server = api.servers[0] if api.servers else None
    yield f"name={literal(names.package)}"
    yield f"base_url={literal(server.url if server else '')}"
    if server is not None and server.variables:
        yield f"variables={literal({v.name: v.default for v in server.variables})}"
    yield from described_schemes(subject, imports)
    if api.security:
        yield f"security={parts([parts([literal(n) for n in names_]) for names_ in api.security])}"
    if api.common_error is not None:
        annotator = package_annotator(subject, imports)
        xml = common_error_xml(subject)
        annotation = read_as_xml(annotator(api.common_error), xml, annotator)
        yield f"errors=lambda: {mapping([(literal('default'), annotation)])}"
    yield f"status_errors={imports.use('.errors', 'STATUS_ERRORS')}"
