"""Credentials in views: the client's arguments, what it says of the schemes, the README's table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from restamp.ir.api import FlowKind, SchemeKind, SecurityScheme
from restamp.python.imports import Imports
from restamp.python.literals import literal, mapping, parts
from restamp.python.views import ArgumentView, Subject

GRANTED = frozenset({SchemeKind.OAUTH2, SchemeKind.OPEN_ID})
"""The kinds whose tokens the client can fetch."""
GRANTS = ("ClientCredentials", "RefreshToken")
WORDS = {
    SchemeKind.API_KEY: "API key",
    SchemeKind.BASIC: "user name and password",
    SchemeKind.BEARER: "access token",
    SchemeKind.OAUTH2: "access token",
    SchemeKind.OPEN_ID: "access token",
}
CERTIFICATE = "httpx2.Client(verify=ssl_context)"
"""How a caller brings a client certificate."""
DIGEST = "httpx2.Client(auth=httpx2.DigestAuth(username, password))"
HANDSHAKE = "httpx2.Client(auth=auth)"
"""How a caller brings what answers challenges."""


def taken_schemes(subject: Subject) -> list[SecurityScheme]:
    """The schemes that the client has arguments for."""
    return [s for s in subject.api.security_schemes if s.name in subject.names.credentials]


def takes_grants(subject: Subject) -> bool:
    """Whether any token can be fetched."""
    return any(scheme.kind in GRANTED for scheme in subject.api.security_schemes)


def client_examples(subject: Subject) -> Iterator[tuple[str, str]]:
    """What the caller's own HTTP client does for the document's schemes, and such a client."""
    schemes = subject.api.security_schemes
    handshakes = {s.wire_name for s in schemes if s.kind is SchemeKind.HANDSHAKE}
    if any(scheme.kind is SchemeKind.MUTUAL_TLS for scheme in schemes):
        yield "client certificate", CERTIFICATE
    if handshakes:
        digest = "digest" in handshakes
        yield ("digest authentication", DIGEST) if digest else ("other authentication", HANDSHAKE)


def credential_arguments(subject: Subject, imports: Imports) -> Iterator[ArgumentView]:
    """The arguments with their types."""
    for scheme in taken_schemes(subject):
        if scheme.kind is SchemeKind.BASIC:
            types = ("str", "str")
            imports.use("._runtime.auth", "basic")
        else:
            name = "AccessToken" if scheme.kind in GRANTED else "Credential"
            types = (
                imports.use("._runtime.auth", name),
                imports.use("._runtime.auth", f"Async{name}"),
            )
        for argument in subject.names.credentials[scheme.name].arguments:
            yield ArgumentView(argument, f"{types[0]} | None", f"{types[1]} | None")


def credential_docs(subject: Subject) -> Iterator[tuple[str, str]]:
    """What the docstring of the client says of each argument."""
    for scheme in taken_schemes(subject):
        named = subject.names.credentials[scheme.name]
        what = WORDS[scheme.kind]
        if scheme.kind in GRANTED:
            what += f", or {' or '.join(GRANTS)}"
        client = f", or {' and '.join(named.client)}" if named.client else ""
        for argument, source in zip(named.arguments, named.variables, strict=True):
            yield argument, f"The {what} ({scheme.name}); else {source}{client}."


def credential_values(subject: Subject) -> Iterator[tuple[str, str]]:
    """Scheme and credential, as the client hands them to the runtime."""
    for scheme in taken_schemes(subject):
        arguments = subject.names.credentials[scheme.name].arguments
        value = arguments[0] if len(arguments) == 1 else f"basic({', '.join(arguments)})"
        yield literal(scheme.name), value


def described_schemes(subject: Subject, imports: Imports) -> Iterator[str]:
    """The arguments of `Api` about credentials."""
    schemes, names = taken_schemes(subject), subject.names.credentials
    if not schemes:
        return
    yield f"schemes={mapping((literal(s.name), _scheme(s, imports)) for s in schemes)}"
    yield f"environment={_texts((s.name, names[s.name].variables) for s in schemes)}"
    clients = [(s.name, names[s.name].client or ()) for s in schemes if names[s.name].client]
    if clients:
        yield f"client_environment={_texts(clients)}"
    yield f"arguments={_texts((s.name, names[s.name].arguments) for s in schemes)}"


def readme_rows(subject: Subject) -> Iterator[str]:
    """The rows of the README's table: argument, environment, what."""
    for scheme in taken_schemes(subject):
        named = subject.names.credentials[scheme.name]
        what = WORDS[scheme.kind]
        if scheme.kind in GRANTED:
            what += "".join(f", or `{grant}(...)`" for grant in GRANTS)
        for argument, variable in zip(named.arguments, named.variables, strict=True):
            yield f"| `{argument}` | `{variable}` | {what} |"
        if named.client:
            variables = ", ".join(f"`{variable}`" for variable in named.client)
            yield f"| `{named.arguments[0]}` | {variables} | `ClientCredentials` |"
    for what, example in client_examples(subject):
        yield f"| `http_client` | | {what}: `{example}` |"


def _texts(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    return mapping((literal(key), parts([literal(v) for v in values])) for key, values in pairs)


def _scheme(scheme: SecurityScheme, imports: Imports) -> str:
    match scheme.kind:
        case SchemeKind.API_KEY:
            name = imports.use("._runtime.api", "ApiKey")
            return f"{name}({literal(scheme.location)}, {literal(scheme.wire_name)})"
        case SchemeKind.BASIC:
            return f"{imports.use('._runtime.api', 'Basic')}()"
        case SchemeKind.OAUTH2:
            return f"{imports.use('._runtime.api', 'OAuth2')}({', '.join(_endpoints(scheme))})"
        case SchemeKind.OPEN_ID:
            return f"{imports.use('._runtime.api', 'OpenIdConnect')}({literal(scheme.url or None)})"
        case _:
            sent = literal(scheme.wire_name) if scheme.wire_name else ""
            return f"{imports.use('._runtime.api', 'Bearer')}({sent})"


def _endpoints(scheme: SecurityScheme) -> Iterator[str]:
    """The URLs of all flows in one: those of the client's own flow, then those of its users."""
    flows = sorted(scheme.flows, key=lambda flow: flow.kind is not FlowKind.CLIENT_CREDENTIALS)
    users = [flow for flow in flows if flow.kind is not FlowKind.CLIENT_CREDENTIALS]
    token = next((flow.token_url for flow in flows if flow.token_url), "")
    refresh = next(
        (f.refresh_url or f.token_url for f in users if f.refresh_url or f.token_url), ""
    )
    refresh = refresh or next((flow.refresh_url for flow in flows if flow.refresh_url), "")
    urls = {
        "authorization_url": next((f.authorization_url for f in flows if f.authorization_url), ""),
        "device_authorization_url": next(
            (f.device_authorization_url for f in flows if f.device_authorization_url), ""
        ),
        "token_url": token,
        "refresh_url": "" if refresh == token else refresh,
        "metadata_url": scheme.url,
    }
    for key, url in urls.items():
        if url:
            yield f"{key}={literal(url)}"
    scopes = sorted({scope for flow in scheme.flows for scope in flow.scopes})
    if scopes:
        yield f"scopes={parts([literal(scope) for scope in scopes])}"
