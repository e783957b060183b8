"""Security schemes and requirements."""

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
from restamp.lower.context import SCHEME_NAMES, Lowering, doc_of, pinned_of
from restamp.lower.operations.headers import TOKEN, header_name
from restamp.lower.operations.paths import items_of, methods_of
from restamp.spec.tree.node import Node

PLACES = ("header", "query", "cookie")
HANDSHAKES = frozenset({"digest", "hawk", "hmac", "hoba", "mutual", "negotiate", "ntlm", "oauth"})
"""Schemes of HTTP that answer a challenge, or sign each request; SCRAM's have several names."""
REGISTERED = {
    "bearer": "Bearer",
    "dpop": "DPoP",
    "gnap": "GNAP",
    "privatetoken": "PrivateToken",
    "vapid": "vapid",
}
"""Schemes that take a token, as they are registered (IANA, "HTTP Authentication Schemes")."""
FERN = ("x-fern-header", "x-fern-bearer")
"""Extensions of a scheme that hold what stands before a key (`prefix`), and a variable (`env`)."""
NOTHING_SENT = (
    "no credential is sent, as nothing else is named here: "
    "pass what the server wants in `headers`, or an http_client whose `auth` does it"
)
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def schemes_of(lowering: Lowering) -> tuple[SecurityScheme, ...]:
    """The declared security schemes that a client can serve, by name."""
    components = lowering.document.root.get("components")
    listed = None if components is None else components.get("securitySchemes")
    found: list[SecurityScheme] = []
    for name, member in sorted(listed.items()) if listed is not None else ():
        node = lowering.document.resolve(member) if member.is_mapping else None
        scheme = None if node is None else _scheme(lowering, name, node)
        if scheme is not None and node is not None:
            found.append(_detailed(scheme, node))
    return tuple(found)


def _detailed(scheme: SecurityScheme, node: Node) -> SecurityScheme:
    """With the format of its token, and what Fern's extensions say of a key or token."""
    details = next((d for key in FERN if (d := node.get(key)) is not None), None)
    prefix, variable = (
        "" if details is None else details.text(key) or "" for key in ("prefix", "env")
    )
    is_header = scheme.kind is SchemeKind.API_KEY and scheme.location == "header"
    has_format = scheme.kind is SchemeKind.BEARER
    return replace(
        scheme,
        prefix=prefix if is_header and prefix.isprintable() and prefix.isascii() else "",
        format=one_line_of(node, "bearerFormat") if has_format else "",
        variables=(variable,) if VARIABLE.fullmatch(variable) else (),
    )


def one_line_of(node: Node, key: str) -> str:
    """The text of a member without its line ends, "" where there is none."""
    return " ".join((node.text(key) or "").split())


def _scheme(lowering: Lowering, name: str, node: Node) -> SecurityScheme | None:
    doc, pinned = doc_of(node), pinned_of(node, SCHEME_NAMES)
    match node.text("type"), (node.text("scheme") or "").lower():
        case "apiKey", _ if node.text("in") in PLACES and node.text("name"):
            place, wire = node.text("in") or "", node.text("name") or ""
            if place == "header":
                wire = header_name(lowering, wire, node, "scheme") or ""
            if not wire:
                return None
            return SecurityScheme(name, SchemeKind.API_KEY, node.at, place, wire, doc, pinned)
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
                "security-scheme-invalid", f'"{name}" is no known kind of scheme; ignored', node.at
            )
            return None


def _http(
    lowering: Lowering, name: str, node: Node, scheme: str, named: tuple[Doc, str | None]
) -> SecurityScheme | None:
    """A scheme of HTTP other than Basic: a credential behind the scheme's own name (RFC 9110, 11.1)."""
    doc, pinned = named
    if scheme in HANDSHAKES or scheme.startswith("scram-"):
        said = (
            f'"{name}" is the HTTP scheme {quoted(scheme)}, which takes more than a fixed credential; '
            "pass an http_client whose `auth` does it"
        )
        lowering.diagnostics.warning("security-scheme-handshake", said, node.at)
        return SecurityScheme(name, SchemeKind.HANDSHAKE, node.at, "", scheme, doc, pinned)
    words = (node.text("scheme") or "Bearer").split()
    word = words[0] if words else "Bearer"
    if not TOKEN.fullmatch(word):
        said = f'"{name}" has the HTTP scheme {quoted(word)}, which is no token; ignored'
        lowering.diagnostics.warning("security-scheme-invalid", said, node.at)
        return None
    word = REGISTERED.get(word.lower(), word)
    sent = "" if word == "Bearer" else word
    return SecurityScheme(name, SchemeKind.BEARER, node.at, "", sent, doc, pinned)


def _flows(node: Node) -> tuple[Flow, ...]:
    """In the order of the kinds, whatever the document's is."""
    listed = node.get("flows")
    found: list[Flow] = []
    for kind in FlowKind:
        flow = None if listed is None else listed.get(kind)
        if flow is None or not flow.is_mapping:
            continue
        scopes = flow.get("scopes")
        found.append(
            Flow(
                kind,
                _url(flow, "authorizationUrl"),
                _url(flow, "deviceAuthorizationUrl"),
                _url(flow, "tokenUrl"),
                _url(flow, "refreshUrl"),
                tuple(sorted(name for name, _ in scopes.items())) if scopes is not None else (),
            )
        )
    return tuple(found)


def _url(node: Node, key: str) -> str:
    """A URL or relative reference; "" where there is none that a client could call."""
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
        f'"{name}" has no URL to get a token from; the client takes tokens, '
        "and grants only with a `token_url` of their own",
        node.at,
    )


def requirements_of(
    lowering: Lowering, holder: Node, schemes: Iterable[SecurityScheme]
) -> Security | None:
    """The `security` of a document or operation; None where it has none of its own.

    One that names nothing but what the client cannot use is empty: no credential is sent, and
    none of another scheme in its place.
    """
    listed = holder.get("security")
    if listed is None or not listed.is_list:
        return None
    known = {scheme.name: scheme for scheme in schemes}
    found: list[tuple[str, ...]] = []
    unusable: list[tuple[str, Node]] = []
    for member in listed.elements():
        names = [name for name, _ in member.items()]
        unknown = [name for name in names if name not in known]
        if unknown:
            unusable.append((unknown[0], member))
            continue
        # A client certificate, or a handshake, is the caller's own business: nothing is added to a request.
        served = [n for n in names if not known[n].kind.is_callers]
        found.append(tuple(sorted(served)))
    for name, member in unusable:
        lowering.diagnostics.warning(
            "security-scheme-unknown",
            f"{quoted(name)} is no security scheme that the client can use; "
            + ("this alternative is ignored" if found else NOTHING_SENT),
            member.at,
        )
    return tuple(_reachable(dict.fromkeys(found)))


def _reachable(alternatives: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Those that a client can come to choose: it takes the first that it has all credentials for.

    One that asks for all that an earlier one asks for, and for more, is never it. An empty one
    is for clients that have no credentials.
    """
    kept: dict[str, list[frozenset[str]]] = {}
    for alternative in alternatives:
        names = frozenset(alternative)
        earlier = (other for name in alternative for other in kept.get(name, ()))
        if any(other <= names for other in earlier):
            continue
        if alternative:
            kept.setdefault(alternative[0], []).append(names)
        yield alternative


def assumed(lowering: Lowering, schemes: Iterable[SecurityScheme]) -> Security:
    """What operations need where the document declares schemes and says nowhere who needs them.

    Any one of them, or none: what the caller gives is sent.
    """
    served = [scheme.name for scheme in schemes if not scheme.kind.is_callers]
    items = [item for _, item in items_of(lowering)]
    nodes = [node for item in items for _, node in methods_of(lowering, item)]
    if not served or any(node.get("security") is not None for node in nodes):
        return ()
    lowering.diagnostics.note(
        "security-assumed",
        "no operation says which security scheme it needs; any credential given is sent",
        "#/components/securitySchemes",
    )
    return (*((name,) for name in served), ())


def usual(requirements: Iterable[Security]) -> Security:
    """The requirement that most operations share; the smallest of the most frequent."""
    counted = Counter(requirement for requirement in requirements if requirement)
    if not counted:
        return ()
    return min(counted, key=lambda requirement: (-counted[requirement], requirement))
