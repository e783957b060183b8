"""Keep only the operations that the configuration includes, and the declarations they refer to."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Operation
from restamp.ir.walk import reachable, request_types, response_types


def keep_included(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Apply `include`; without it everything is kept, also webhooks and unused declarations."""
    include = config.include
    if not (include.tags or include.paths or include.operations):
        return api
    operations = tuple(o for o in api.operations if _is_included(o, config))
    if not operations:
        diagnostics.warning("include-nothing", "`include` matches no operation of the document")

    types = [t for o in operations for t in (*request_types(o), *response_types(o))]
    ids = reachable(types, api.by_id)
    return replace(
        api,
        operations=operations,
        webhooks=(),
        declarations=tuple(d for d in api.declarations if d.id in ids),
    )


def _is_included(operation: Operation, config: ClientConfig) -> bool:
    include = config.include
    return (
        operation.group.words in include.tags
        or any(fnmatchcase(operation.path, pattern) for pattern in include.paths)
        or any(
            name in include.operations
            for name in (operation.operation_id, f"{operation.method} {operation.path}")
        )
    )
