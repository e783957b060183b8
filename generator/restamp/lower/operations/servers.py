"""Lower servers and their variables."""

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
    """Lower the `servers` of a document, path item or operation."""
    listed = holder.get("servers")
    if listed is None or not listed.is_list:
        return ()
    servers: list[Server] = []
    for member in listed.elements():
        url = member.text("url")
        if url is None:
            continue
        variables = member.get("variables")
        servers.append(
            Server(
                url,
                tuple(
                    ServerVariable(name, _default(variable), doc_of(variable))
                    for name, variable in (variables.items() if variables is not None else ())
                    if variable.is_mapping and "{" + name + "}" in url
                ),
            )
        )
        if len(servers) == 1:
            _check(lowering, member, servers[0])
    return tuple(servers)


def _check(lowering: Lowering, node: Node, server: Server) -> None:
    """Warn if a client cannot use the URL of a server with the defaults of its variables."""
    defaults = {variable.name: variable.default for variable in server.variables}
    url = VARIABLE.sub(lambda match: defaults.get(match[1], match[0]), server.url)
    reason = _host_problem(server.url, defaults) or _url_problem(url)
    if not reason:
        return
    lowering.diagnostics.warning(
        "server-url-unusable",
        f"the URL of this server is {quoted(url)}, which cannot be used: {reason}; "
        "correct it with an overlay, else callers must pass `base_url`"
        + (" or its variables" if defaults else ""),
        node.at,
    )


def _host_problem(url: str, defaults: Mapping[str, str]) -> str:
    """Why the host has an unusable variable; "" if it has none."""
    match = HOST.match(url)
    for name in VARIABLE.findall(match[1]) if match is not None else ():
        if name not in defaults:
            return f"{quoted(name)} is not a declared variable"
        if NO_HOST.search(defaults[name]):
            return f"the default of {quoted(name)} is not a valid part of a host name"
    return ""


def _url_problem(url: str) -> str:
    """Why a URL is unusable; "" if it is not. Relative URLs are allowed: callers pass a base URL."""
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError as error:
        return str(error)
    if "@" in parts.netloc:
        return "it contains a user name or password"
    if parts.scheme and parts.scheme not in ("http", "https"):
        return f"{quoted(parts.scheme)} is not HTTP"
    if not has_port:
        return "0 is not a valid port"
    host = parts.hostname or ""
    is_named = bool(parts.scheme or parts.netloc)
    is_address = parts.netloc.startswith("[")
    if (
        is_named
        and not is_address
        and (BAD_HOST.search(host) or not all(host.rstrip(".").split(".")))
    ):
        return f"{quoted(host)} is not a valid host name"
    return ""


def _default(variable: Node) -> str:
    default = variable.get("default")
    return "" if default is None or default.value is None else str(default.value)
