"""Convert path templates of frameworks to OpenAPI's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from restamp.diagnostics.text import quoted
from restamp.lower.context import Lowering
from restamp.spec.tree.node import Node

FOREIGN = re.compile(
    r"""
      (?<=/):(?P<colon>\w+)(?=/|$)              # Express: /:id
    | (?<=/)<(?:\w+:)?(?P<angle>\w+)>(?=/|$)    # Flask: /<int:id>
    | \{[+*]?(?P<brace>[\w.]+)(?:[?*]|[:=][^{}]*)?\}  # ASP.NET, aiohttp, RFC 6570, gRPC: {id:int}, {path*}, {name=a/*}
    """,
    re.VERBOSE,
)


def template_of(lowering: Lowering, item: Node, operation: Node, path: str) -> str:
    """Replace framework syntax for declared path parameters by `{name}`."""
    declared = set(_declared(lowering, item)) | set(_declared(lowering, operation))

    def as_openapi(match: re.Match[str]) -> str:
        name = match["colon"] or match["angle"] or match["brace"]
        is_name = match["brace"] is not None and match[0][1:-1] in declared
        template = f"{{{name}}}"
        return match[0] if is_name or name not in declared or template in path else template

    converted = FOREIGN.sub(as_openapi, path)
    if converted != path:
        lowering.diagnostics.warning(
            "path-template-foreign",
            f"{quoted(path)} uses the parameter syntax of a framework; treated as {quoted(converted)}",
            operation.at,
        )
    return converted


def _declared(lowering: Lowering, holder: Node) -> Iterator[str]:
    """Yield the names of the path parameters that a path item or an operation declares."""
    listed = holder.get("parameters")
    for member in listed.elements() if listed is not None and listed.is_list else ():
        node = lowering.document.resolve(member) if member.is_mapping else None
        if node is not None and node.is_mapping and node.text("in") == "path":
            yield node.text("name") or ""
