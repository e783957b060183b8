"""Lower security schemes and requirements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from restamp.diagnostics.text import quoted
from restamp.ir.api import Flow, FlowKind, SchemeKind, SecurityScheme
from restamp.ir.operations import Security
from restamp.ir.types import Doc
from restamp.lower.context import Lowering, doc_of, pinned_of
from restamp.lower.operations.headers import TOKEN, header_name
from restamp.lower.operations.paths import items_of, methods_of
from restamp.spec.tree.extensions import SCHEME_DETAILS, SCHEME_NAME
from restamp.spec.tree.node import Node

PLACES = ("header", "query", "cookie")
HANDSHAKES = frozenset({"digest", "hawk", "hmac", "hoba", "mutual", "negotiate", "ntlm", "oauth"})
"""HTTP schemes with a challenge, or that sign each request; those of SCRAM have several names."""
REGISTERED = {
    "bearer": "Bearer",
    "dpop": "DPoP",
    "gnap": "GNAP",
    "privatetoken": "PrivateToken",
    "vapid": "vapid",
}
"""HTTP schemes with a token, as registered (IANA, "HTTP Authentication Schemes")."""
NOTHING_SENT = (
    "no credential is sent, as there is no other alternative: "
    "pass the credential in `headers`, or an http_client whose `auth` adds it"
)
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def schemes_of(lowering: Lowering) -> tuple[SecurityScheme, ...]:
    """Lower the security schemes that a client supports, by name."""
    components = lowering.document.root.get("components")
    listed = None if components is None else components.get("securitySchemes")
    schemes: list[SecurityScheme] = []
    for name, member in sorted(listed.items()) if listed is not None else ():
        node = lowering.document.resolve(member) if member.is_mapping else None
        scheme = None if node is None else _scheme(lowering, name, node)
        if scheme is not None and node is not None:
            schemes.append(_with_details(lowering, scheme, node))
    return tuple(schemes)


def _with_details(lowering: Lowering, scheme: SecurityScheme, node: Node) -> SecurityScheme:
    """Add the format of a token, and the details in Fern's extensions."""
    details = next((d for key in SCHEME_DETAILS.keys if (d := node.get(key)) is not None), None)
    prefix, variable = (
        "" if details is None else details.text(key) or "" for key in ("prefix", "env")
    )
    is_header = scheme.kind is SchemeKind.API_KEY and scheme.location == "header"
    has_format = scheme.kind is SchemeKind.BEARER
    variables = (variable,) if VARIABLE.fullmatch(variable) else ()
    if variables:
        message = (
            f'clients also read the credential "{scheme.name}" from the environment variable '
            f'"{variable}", and send it to the servers that the document names'
        )
        lowering.diagnostics.note("credential-variable", message, node.at)
    return replace(
        scheme,
        prefix=prefix if is_header and prefix.isprintable() and prefix.isascii() else "",
        format=one_line_of(node, "bearerFormat") if has_format else "",
        variables=variables,
    )


def one_line_of(node: Node, key: str) -> str:
    """The text of a member on one line; "" if there is none."""
    return " ".join((node.text(key) or "").split())


def _scheme(lowering: Lowering, name: str, node: Node) -> SecurityScheme | None:
    doc, pinned = doc_of(node), pinned_of(node, SCHEME_NAME.keys)
    match node.text("type"), (node.text("scheme") or "").lower():
        case "apiKey", _ if node.text("in") in PLACES and node.text("name"):
            location, wire_name = node.text("in") or "", node.text("name") or ""
            if location == "header":
                wire_name = header_name(lowering, wire_name, node, "scheme") or ""
            if not wire_name:
                return None
            return SecurityScheme(
                name, SchemeKind.API_KEY, node.at, location, wire_name, doc, pinned
            )
        case "http", "basic":
            return SecurityScheme(name, SchemeKind.BASIC, node.at, doc=doc, pinned=pinned)
        case "http", http_scheme:
            return _http(lowering, name, node, http_scheme, (doc, pinned))
        case "oauth2", _:
            flows, url = _flows(node), _url(node, "oauth2MetadataUrl")
            scheme = SecurityScheme(
                name, SchemeKind.OAUTH2, node.at, doc=doc, pinned=pinned, flows=flows, url=url
            )
            if not url and not any(_is_usable(flow) for flow in flows):
                _without_url(lowering, name, node)
            return scheme
        case "openIdConnect", _:
            url = _url(node, "openIdConnectUrl")
            if not url:
                _without_url(lowering, name, node)
            return SecurityScheme(
                name, SchemeKind.OPEN_ID, node.at, doc=doc, pinned=pinned, url=url
            )
        case "mutualTLS", _:
            return SecurityScheme(name, SchemeKind.MUTUAL_TLS, node.at, doc=doc, pinned=pinned)
        case _:
            lowering.diagnostics.warning(
                "security-scheme-invalid",
                f'"{name}" has an unknown type or location; ignored',
                node.at,
            )
            return None


def _http(
    lowering: Lowering, name: str, node: Node, scheme: str, documentation: tuple[Doc, str | None]
) -> SecurityScheme | None:
    """Lower an HTTP scheme other than Basic: the scheme's name and a credential (RFC 9110, 11.1)."""
    doc, pinned = documentation
    if scheme in HANDSHAKES or scheme.startswith("scram-"):
        message = (
            f'"{name}" is the HTTP scheme {quoted(scheme)}, which needs more than a fixed credential; '
            "pass an http_client whose `auth` implements it"
        )
        lowering.diagnostics.warning("security-scheme-handshake", message, node.at)
        return SecurityScheme(name, SchemeKind.HANDSHAKE, node.at, "", scheme, doc, pinned)
    words = (node.text("scheme") or "Bearer").split()
    word = words[0] if words else "Bearer"
    if not TOKEN.fullmatch(word):
        message = f'"{name}" has the HTTP scheme {quoted(word)}, which is not a valid name; ignored'
        lowering.diagnostics.warning("security-scheme-invalid", message, node.at)
        return None
    word = REGISTERED.get(word.lower(), word)
    prefix = "" if word == "Bearer" else word
    return SecurityScheme(name, SchemeKind.BEARER, node.at, "", prefix, doc, pinned)


def _flows(node: Node) -> tuple[Flow, ...]:
    """Lower the flows of an OAuth 2 scheme, ordered by kind."""
    listed = node.get("flows")
    flows: list[Flow] = []
    for kind in FlowKind:
        flow = None if listed is None else listed.get(kind)
        if flow is None or not flow.is_mapping:
            continue
        scopes = flow.get("scopes")
        flows.append(
            Flow(
                kind,
                _url(flow, "authorizationUrl"),
                _url(flow, "deviceAuthorizationUrl"),
                _url(flow, "tokenUrl"),
                _url(flow, "refreshUrl"),
                tuple(sorted(name for name, _ in scopes.items())) if scopes is not None else (),
            )
        )
    return tuple(flows)


def _url(node: Node, key: str) -> str:
    """A URL or relative reference; "" if there is none with a supported scheme."""
    text = (node.text(key) or "").strip()
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return ""
    return text if scheme in ("", "http", "https") else ""


def _is_usable(flow: Flow) -> bool:
    return bool(flow.authorization_url if flow.kind is FlowKind.IMPLICIT else flow.token_url)


def _without_url(lowering: Lowering, name: str, node: Node) -> None:
    lowering.diagnostics.warning(
        "security-scheme-without-url",
        f'"{name}" has no URL to get a token from; the client accepts tokens, '
        "and only grants that have a `token_url`",
        node.at,
    )


def requirements_of(
    lowering: Lowering, holder: Node, schemes: Iterable[SecurityScheme]
) -> Security | None:
    """Lower the `security` of a document or operation; None if it has none.

    If the client supports none of its schemes it is empty: no credential is sent, not even one of another
    scheme.
    """
    listed = holder.get("security")
    if listed is None or not listed.is_list:
        return None
    known = {scheme.name: scheme for scheme in schemes}
    alternatives: list[tuple[str, ...]] = []
    unusable: list[tuple[str, Node]] = []
    for member in listed.elements():
        names = [name for name, _ in member.items()]
        unknown = [name for name in names if name not in known]
        if unknown:
            unusable.append((unknown[0], member))
            continue
        # Client certificates and handshakes are up to the caller: nothing is added to a request.
        sent = [n for n in names if not known[n].kind.is_callers]
        alternatives.append(tuple(sorted(sent)))
    for name, member in unusable:
        lowering.diagnostics.warning(
            "security-scheme-unknown",
            f"{quoted(name)} is not a security scheme that the client supports; "
            + ("this alternative is ignored" if alternatives else NOTHING_SENT),
            member.at,
        )
    return tuple(_usable_alternatives(dict.fromkeys(alternatives)))


def _usable_alternatives(alternatives: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Drop alternatives that are never used: a client uses the first for which it has all credentials.

    An alternative that requires all schemes of an earlier one, and more, is never used. An empty one is for
    clients without credentials.
    """
    usable: dict[str, list[frozenset[str]]] = {}
    for alternative in alternatives:
        names = frozenset(alternative)
        earlier = (other for name in alternative for other in usable.get(name, ()))
        if any(other <= names for other in earlier):
            continue
        if alternative:
            usable.setdefault(alternative[0], []).append(names)
        yield alternative


def default_security(lowering: Lowering, schemes: Iterable[SecurityScheme]) -> Security:
    """The default requirement if the document declares schemes but no requirements.

    It is any one of the schemes, or none: the credentials that the caller passes are sent.
    """
    names = [scheme.name for scheme in schemes if not scheme.kind.is_callers]
    items = [item for _, item in items_of(lowering)]
    nodes = [node for item in items for _, node in methods_of(lowering, item)]
    if not names or any(node.get("security") is not None for node in nodes):
        return ()
    lowering.diagnostics.note(
        "security-assumed",
        "no operation has security requirements; the credentials that are passed are sent",
        "#/components/securitySchemes",
    )
    return (*((name,) for name in names), ())


def most_common(requirements: Iterable[Security]) -> Security:
    """The most common requirement; of equally common ones the smallest."""
    counted = Counter(requirement for requirement in requirements if requirement)
    if not counted:
        return ()
    return min(counted, key=lambda requirement: (-counted[requirement], requirement))
