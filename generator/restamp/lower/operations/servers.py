"""Servers, and their variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from restamp.diagnostics.text import quoted
from restamp.ir.operations import Server, ServerVariable
from restamp.lower.context import Lowering, doc_of
from restamp.spec.tree.node import Node

VARIABLE = re.compile(r"\{([^{}]*)\}")
HOST = re.compile(r"[^/]*?//([^/]*)")
NO_HOST = re.compile(r"[/?#@\\\s]")
BAD_HOST = re.compile(r"[\s<>{}|\\^`\"%\[\]]")


def servers_of(lowering: Lowering, holder: Node) -> tuple[Server, ...]:
    """The `servers` of a document, path item or operation."""
    listed = holder.get("servers")
    if listed is None or not listed.is_list:
        return ()
    found: list[Server] = []
    for member in listed.elements():
        url = member.text("url")
        if url is None:
            continue
        variables = member.get("variables")
        found.append(
            Server(
                url,
                tuple(
                    ServerVariable(name, _default(variable), doc_of(variable))
                    for name, variable in (variables.items() if variables is not None else ())
                    if variable.is_mapping and "{" + name + "}" in url
                ),
            )
        )
        if len(found) == 1:
            _check(lowering, member, found[0])
    return tuple(found)


def _check(lowering: Lowering, node: Node, server: Server) -> None:
    """Warn where a client cannot use the URL with the defaults of its variables: only the first is one."""
    defaults = {variable.name: variable.default for variable in server.variables}
    url = VARIABLE.sub(lambda match: defaults.get(match[1], match[0]), server.url)
    reason = _reason(server.url, defaults) or _fault(url)
    if not reason:
        return
    lowering.diagnostics.warning(
        "server-url-unusable",
        f"the URL of this server is {quoted(url)}, which cannot be called: {reason}; "
        "mend it with an overlay, or callers must pass `base_url`"
        + (" or its variables" if defaults else ""),
        node.at,
    )


def _reason(url: str, defaults: Mapping[str, str]) -> str:
    """What is wrong with the default of a variable that stands in the host."""
    match = HOST.match(url)
    for name in VARIABLE.findall(match[1]) if match is not None else ():
        if name not in defaults:
            return f"{quoted(name)} is no variable that it declares"
        if NO_HOST.search(defaults[name]):
            return f"the default of {quoted(name)} is no host name, or part of one"
    return ""


def _fault(url: str) -> str:
    """What is wrong with a URL, "" if nothing is; a relative one is for the caller to complete."""
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError as error:
        return str(error)
    if "@" in parts.netloc:
        return "it holds a user name or password"
    if parts.scheme and parts.scheme not in ("http", "https"):
        return f"{quoted(parts.scheme)} is not HTTP"
    if not has_port:
        return "0 is no port"
    host = parts.hostname or ""
    is_named = bool(parts.scheme or parts.netloc)
    is_address = parts.netloc.startswith("[")
    if (
        is_named
        and not is_address
        and (BAD_HOST.search(host) or not all(host.rstrip(".").split(".")))
    ):
        return f"{quoted(host)} is no host name"
    return ""


def _default(variable: Node) -> str:
    default = variable.get("default")
    return "" if default is None or default.value is None else str(default.value)
