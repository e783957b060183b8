"""Path templates of frameworks, as OpenAPI writes them."""

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
    | \{[+*]?(?P<brace>\w+)(?:[?*]|:[^{}]*)?\}  # ASP.NET, aiohttp and RFC 6570: /{id:int}, /{path*}
    """,
    re.VERBOSE,
)


def template_of(lowering: Lowering, item: Node, operation: Node, path: str) -> str:
    """The path with `{name}` for each declared parameter that it has in a framework's own way."""
    declared = set(_declared(lowering, item)) | set(_declared(lowering, operation))

    def as_openapi(found: re.Match[str]) -> str:
        name = found["colon"] or found["angle"] or found["brace"]
        is_name = found["brace"] is not None and found[0][1:-1] in declared
        template = f"{{{name}}}"
        return found[0] if is_name or name not in declared or template in path else template

    read = FOREIGN.sub(as_openapi, path)
    if read != path:
        lowering.diagnostics.warning(
            "path-template-foreign",
            f"{quoted(path)} writes parameters in the way of a framework; taken as {quoted(read)}",
            operation.at,
        )
    return read


def _declared(lowering: Lowering, holder: Node) -> Iterator[str]:
    """The names of the path parameters that a path or an operation lists."""
    listed = holder.get("parameters")
    for member in listed.elements() if listed is not None and listed.is_list else ():
        node = lowering.document.resolve(member) if member.is_mapping else None
        if node is not None and node.is_mapping and node.text("in") == "path":
            yield node.text("name") or ""
