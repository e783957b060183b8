"""Credentials in views: arguments of the client, security schemes, and the table of the README."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from restamp.ir.api import FlowKind, SchemeKind, SecurityScheme
from restamp.names.credentials import Credential
from restamp.python.calls.credentials import GRANTED, client_schemes, credential_arguments
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import MODULES
from restamp.python.types.docstrings import one_line
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, mapping, parts
from restamp.python.types.public import Simple
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """One argument of the client."""

    name: str
    sync_annotation: str
    async_annotation: str


GRANTS = ("ClientCredentials", "PasswordCredentials", "RefreshToken")
WORDS = {
    SchemeKind.API_KEY: "API key",
    SchemeKind.BASIC: "user name and password",
    SchemeKind.BEARER: "access token",
    SchemeKind.OAUTH2: "access token",
    SchemeKind.OPEN_ID: "access token",
}
ABOUT = 200
"""Maximum length of the description of a scheme."""
CERTIFICATE = "httpx2.Client(verify=ssl_context)"
"""An example of a client certificate."""
DIGEST = "httpx2.Client(auth=httpx2.DigestAuth(username, password))"
HANDSHAKE = "httpx2.Client(auth=auth)"
"""An example of an authentication flow."""


def takes_grants(subject: Subject) -> bool:
    """Whether the client can fetch tokens for any scheme."""
    return any(scheme.kind in GRANTED for scheme in subject.api.security_schemes)


def client_examples(subject: Subject) -> Iterator[tuple[str, str]]:
    """Schemes that need a custom HTTP client, and an example of one."""
    schemes = subject.api.security_schemes
    handshakes = {s.wire_name for s in schemes if s.kind is SchemeKind.HANDSHAKE}
    if any(scheme.kind is SchemeKind.MUTUAL_TLS for scheme in schemes):
        yield "client certificate", CERTIFICATE
    if handshakes:
        digest = "digest" in handshakes
        yield ("digest authentication", DIGEST) if digest else ("other authentication", HANDSHAKE)


def credential_views(subject: Subject, imports: Imports) -> Iterator[ArgumentView]:
    """The arguments with their annotations."""
    for argument in credential_arguments(subject):
        sync_type = async_type = argument.type.value
        if argument.type is Simple.STR:
            imports.use(runtime.API, "basic")
        else:
            module = MODULES[argument.type]
            sync_type = imports.use(module, argument.type.value)
            async_type = imports.use(module, f"Async{argument.type.value}")
        yield ArgumentView(argument.name, f"{sync_type} | None", f"{async_type} | None")


def grants_of(scheme: SecurityScheme) -> tuple[str, ...]:
    """The grants that can fetch tokens for a scheme."""
    if scheme.kind not in GRANTED:
        return ()
    flows = {flow.kind for flow in scheme.flows}
    has_password = FlowKind.PASSWORD in flows
    # Without a documented token flow, client credentials may work.
    has_client = FlowKind.CLIENT_CREDENTIALS in flows or not has_password
    grants = {"ClientCredentials": has_client, "PasswordCredentials": has_password}
    return tuple(grant for grant in GRANTS if grants.get(grant, True))


def credential_docs(subject: Subject) -> Iterator[tuple[str, str]]:
    """The documentation of each argument, for the docstring of the client."""
    for scheme in client_schemes(subject):
        named = subject.names.credentials[scheme.name]
        what = WORDS[scheme.kind]
        if grants := grants_of(scheme):
            what += f", or {' or '.join(grants)}"
        client = f", or {' and '.join(named.client)}" if named.client else ""
        name = f"{scheme.name}, {scheme.format}" if scheme.format else scheme.name
        more = f' Sent with the prefix "{scheme.prefix}".' if scheme.prefix else ""
        about = one_line(scheme.doc.description or scheme.doc.summary, ABOUT)
        more += f" {about}" if about else ""
        for argument, source in zip(named.arguments, named.variables, strict=True):
            sources = " or ".join([source, *_others(scheme, named)])
            yield argument, f"The {what} ({name}). Default: {sources}{client}.{more}"


def credential_values(subject: Subject, imports: Imports) -> Iterator[tuple[str, str]]:
    """Scheme and credential, as the client passes them to the runtime."""
    for scheme in client_schemes(subject):
        value, *others = subject.names.credentials[scheme.name].arguments
        if others:
            value = f"{imports.use(runtime.API, 'basic')}({', '.join([value, *others])})"
        yield literal(scheme.name), value


def described_schemes(subject: Subject, imports: Imports) -> Iterator[str]:
    """The arguments of `Api` about credentials."""
    schemes, names = client_schemes(subject), subject.names.credentials
    if not schemes:
        return
    yield f"schemes={mapping((literal(s.name), _scheme(s, imports)) for s in schemes)}"
    variables = ((s.name, (*names[s.name].variables, *_others(s, names[s.name]))) for s in schemes)
    yield f"environment={_texts(variables)}"
    clients = [(s.name, names[s.name].client or ()) for s in schemes if names[s.name].client]
    if clients:
        yield f"client_environment={_texts(clients)}"
    yield f"arguments={_texts((s.name, names[s.name].arguments) for s in schemes)}"


def readme_rows(subject: Subject, plain_text: Callable[[str], str]) -> Iterator[str]:
    """The rows of the table in the README: argument, environment variables, description.

    `plain_text` escapes text from the document.
    """
    for scheme in client_schemes(subject):
        named = subject.names.credentials[scheme.name]
        what = WORDS[scheme.kind]
        if scheme.format:
            what += f" ({plain_text(one_line(scheme.format, ABOUT))})"
        what += "".join(f", or `{grant}(...)`" for grant in grants_of(scheme))
        about = one_line(scheme.doc.description or scheme.doc.summary, ABOUT)
        what += f". {plain_text(about)}" if about else ""
        for argument, variable in zip(named.arguments, named.variables, strict=True):
            variables = ", ".join(f"`{name}`" for name in (variable, *_others(scheme, named)))
            yield f"| `{argument}` | {variables} | {what} |"
        if named.client:
            variables = ", ".join(f"`{variable}`" for variable in named.client)
            yield f"| `{named.arguments[0]}` | {variables} | `ClientCredentials` |"
    for what, example in client_examples(subject):
        yield f"| `http_client` | | {what}: `{example}` |"


def _others(scheme: SecurityScheme, named: Credential) -> Iterator[str]:
    """Further environment variables that the document declares; user name and password have none."""
    if scheme.kind is not SchemeKind.BASIC:
        yield from (name for name in dict.fromkeys(scheme.variables) if name not in named.variables)


def _texts(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    return mapping((literal(key), parts([literal(v) for v in values])) for key, values in pairs)


def _scheme(scheme: SecurityScheme, imports: Imports) -> str:
    match scheme.kind:
        case SchemeKind.API_KEY:
            name = imports.use(runtime.API, "ApiKey")
            arguments = [literal(scheme.location), literal(scheme.wire_name)]
            arguments += [literal(scheme.prefix)] if scheme.prefix else []
            return f"{name}({', '.join(arguments)})"
        case SchemeKind.BASIC:
            return f"{imports.use(runtime.API, 'Basic')}()"
        case SchemeKind.OAUTH2:
            return f"{imports.use(runtime.GRANTS, 'OAuth2')}({', '.join(_endpoints(scheme))})"
        case SchemeKind.OPEN_ID:
            return f"{imports.use(runtime.GRANTS, 'OpenIdConnect')}({literal(scheme.url or None)})"
        case _:
            sent = literal(scheme.wire_name) if scheme.wire_name else ""
            return f"{imports.use(runtime.API, 'Bearer')}({sent})"


def _endpoints(scheme: SecurityScheme) -> Iterator[str]:
    """The URLs of all flows combined: those of client credentials first, then those of user flows."""
    flows = sorted(scheme.flows, key=lambda flow: flow.kind is not FlowKind.CLIENT_CREDENTIALS)
    users = [flow for flow in flows if flow.kind is not FlowKind.CLIENT_CREDENTIALS]
    token = next((flow.token_url for flow in flows if flow.token_url), "")
    refresh = next(
        (f.refresh_url or f.token_url for f in users if f.refresh_url or f.token_url), ""
    )
    refresh = refresh or next((flow.refresh_url for flow in flows if flow.refresh_url), "")
    password = next((f.token_url for f in flows if f.kind is FlowKind.PASSWORD), "")
    urls = {
        "authorization_url": next((f.authorization_url for f in flows if f.authorization_url), ""),
        "device_authorization_url": next(
            (f.device_authorization_url for f in flows if f.device_authorization_url), ""
        ),
        "token_url": token,
        "password_url": "" if password == token else password,
        "refresh_url": "" if refresh == token else refresh,
        "metadata_url": scheme.url,
    }
    for key, url in urls.items():
        if url:
            yield f"{key}={literal(url)}"
    scopes = sorted({scope for flow in scheme.flows for scope in flow.scopes})
    if scopes:
        yield f"scopes={parts([literal(scope) for scope in scopes])}"
