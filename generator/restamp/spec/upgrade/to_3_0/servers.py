"""Servers: `host`, `basePath` and `schemes`, or AutoRest's `x-ms-parameterized-host`."""

from __future__ import annotations

import re
from typing import Final

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.spec.tree.extensions import MICROSOFT_HOST
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json
from restamp.spec.upgrade.to_3_0.state import Object, Upgrade

_LOCAL: Final = re.compile(r"(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\Z")
_SCHEME: Final = re.compile(r"\A(?:([A-Za-z][\w+.-]*):)?//")
_SCHEMES: Final = ("https", "http")
_SOCKETS: Final = {"ws": "http", "wss": "https"}
"""The schemes of WebSockets, which begin with a request of HTTP (RFC 6455, section 3)."""


def document_servers(state: Upgrade, root: Node) -> list[Json]:
    """The servers of a document, https before http; `/` if it names none."""
    parameterized = root.get(MICROSOFT_HOST.own)
    base = _base_path(state, root)
    if parameterized is not None and not parameterized.is_mapping:
        message = f'"{MICROSOFT_HOST.own}" must be an object; ignored'
        state.warning("not-an-object", message, parameterized.at)
    elif parameterized is not None:
        state.moves.record_part("#/servers", parameterized.at)
        state.moves.record_part("#/servers/0", parameterized.at)
        return _parameterized(state, parameterized, root, base)
    place = next((key for key in ("host", "basePath", "schemes") if root.get(key)), None)
    place = None if place is None else join_pointer(root.at, place)
    for at in ("#/servers", "#/servers/0"):
        state.moves.record_part(at, place or root.at)
    return _listed(state, root, root, base)


def servers_of(state: Upgrade, operation: Node) -> list[Json] | None:
    """The servers of an operation with its own schemes; None if they are those of the document."""
    root = state.root
    if root is None or root.get(MICROSOFT_HOST.own) is not None:
        return None
    if set(_schemes(state, operation, "")) == set(_schemes(state, root, root.text("host") or "")):
        return None
    return _listed(state, root, operation, _base_path(state, root)) if root.text("host") else None


def _listed(state: Upgrade, root: Node, holder: Node, base: str) -> list[Json]:
    host = _host(state, root)
    if not host:
        return [{"url": base or "/"}]
    schemes = _schemes(state, holder, root.text("host") or "")
    return [{"url": f"{scheme}://{host}{base}"} for scheme in schemes]


def _host(state: Upgrade, root: Node) -> str:
    host = _text(state, root, "host")
    plain = _SCHEME.sub("", host).rstrip("/")
    if plain != host:
        message = f'"host" must be a host name without a scheme or path; treated as {quoted(plain)}'
        state.warning("host-invalid", message, join_pointer(root.at, "host"))
    return plain


def _text(state: Upgrade, root: Node, key: str) -> str:
    node = root.get(key)
    if node is not None and node.value is not None and not isinstance(node.value, str):
        state.warning("not-text", f'"{key}" must be a string; ignored', node.at)
    return (root.text(key) or "").strip()


def _base_path(state: Upgrade, root: Node) -> str:
    base = _text(state, root, "basePath")
    path = base.rstrip("/")
    if path and not path.startswith("/"):
        path = f"/{path}"
        message = f'"basePath" must begin with "/"; treated as {quoted(path)}'
        state.warning("host-invalid", message, join_pointer(root.at, "basePath"))
    return path


def _schemes(state: Upgrade, holder: Node, host: str) -> list[str]:
    """The schemes of HTTP, https first; by the host if none is listed."""
    listed = holder.get("schemes")
    names = [] if listed is None else [*listed.elements()]
    if listed is not None and not listed.is_list and listed.value is not None:
        state.warning("not-a-list", '"schemes" must be a list; treated as its only item', listed.at)
        names = [listed]
    by_name = {str(node.value).lower(): node for node in names}
    schemes: set[str] = {name for name in _SCHEMES if name in by_name}
    is_assumed = not schemes
    for name, node in by_name.items():
        if is_assumed and name in _SOCKETS:
            schemes.add(_SOCKETS[name])
            message = f"{quoted(node.value)} is not HTTP; treated as {_SOCKETS[name]}"
            state.warning("scheme-ignored", message, node.at)
    ordered: list[str] = [name for name in _SCHEMES if name in schemes]
    ordered = ordered or [_likely(host)]
    for name, node in by_name.items():
        if name not in _SCHEMES and not (is_assumed and name in _SOCKETS):
            why = "a client speaks HTTP" if name in _SOCKETS else "there is no such scheme"
            assumed = f"; {ordered[0]} is used" if is_assumed else ""
            message = f"{quoted(node.value)} is ignored: {why}{assumed}"
            state.warning("scheme-ignored", message, node.at)
    return ordered


def _likely(host: str) -> str:
    """The scheme of a host for which none is listed: that which the host is written with, if any."""
    written = _SCHEME.match(host)
    if written is not None and written[1] and written[1].lower() in _SCHEMES:
        return written[1].lower()
    return "http" if _LOCAL.match(_SCHEME.sub("", host)) else "https"


def _parameterized(state: Upgrade, node: Node, root: Node, base: str) -> list[Json]:
    """AutoRest's `x-ms-parameterized-host`: a template of the host, with variables."""
    template = (node.text("hostTemplate") or "").strip().rstrip("/")
    has_scheme = node.get("useSchemePrefix") is None or node.flag("useSchemePrefix")
    variables: Object = {}
    listed = node.get("parameters")
    for member in listed.elements() if listed is not None else ():
        target = state.resolved(member)
        name = None if target is None else target.text("name")
        if target is None or name is None:
            continue
        default, values = target.get("default"), target.get("enum")
        variable: Object = {"default": "" if default is None else default.value}
        if default is None and values is not None and values.is_list:
            variable["default"] = next((value.value for value in values.elements()), "")
        if (description := target.text("description")) is not None:
            variable["description"] = description
        variables[name] = variable
        state.moves.record_part(join_pointer("#/servers/0/variables", name), target.at)
    prefixes = [f"{scheme}://" for scheme in _schemes(state, root, "")] if has_scheme else [""]
    return [
        {"url": f"{prefix}{template}{base}", **({"variables": variables} if variables else {})}
        for prefix in prefixes
    ]
