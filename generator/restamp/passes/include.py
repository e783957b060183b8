"""Keep the operations that the configuration includes, and what they reach."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.ir.walk import reachable, request_types, response_types


def keep_included(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Without `include` everything stays, also webhooks, and types that no operation reaches."""
    wanted = config.include
    if not (wanted.tags or wanted.paths or wanted.operations):
        return api
    kept = tuple(o for o in api.operations if _is_wanted(o, config))
    if not kept:
        diagnostics.warning("include-nothing", "`include` matches no operation of the document")
    declarations = {declaration.id: declaration for declaration in api.declarations}
    types = [t for o in kept for t in (*request_types(o), *response_types(o))]
    found = reachable(types, declarations)
    return replace(
        api,
        operations=kept,
        webhooks=(),
        declarations=tuple(d for d in api.declarations if d.id in found),
    )


def _is_wanted(operation: Operation, config: ClientConfig) -> bool:
    wanted = config.include
    return (
        operation.group.words in wanted.tags
        or any(fnmatchcase(operation.path, pattern) for pattern in wanted.paths)
        or any(
            name in wanted.operations
            for name in (operation.operation_id, f"{operation.method} {operation.path}")
        )
    )
