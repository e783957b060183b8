"""The coverage report: what of a document is exact in its client, and what became wider."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic
from restamp.ir.api import Api
from restamp.python.calls.kinds import is_undescribed
from restamp.spec.document.document import Document


def report_of(
    config: ClientConfig,
    document: Document | None,
    lowered: tuple[Api, Mapping[str, str]] | None,
    diagnostics: Sequence[Diagnostic],
    *,
    black_calls: int = 0,
) -> dict[str, Any]:
    """The report as JSON; `black_calls` says how often lines went through black, which is slow."""
    api, widened = lowered if lowered is not None else (None, dict[str, str]())
    operations = [] if api is None else [o.id for o in api.operations]
    undescribed = [] if api is None else [*filter(is_undescribed, api.operations)]
    declarations = [] if api is None else [d.id for d in api.declarations]
    return {
        "document": config.spec_name,
        "openapi": "" if document is None else document.version,
        "operations": {
            **_counted(operations, widened),
            "lost": _lost(diagnostics),
            "undescribed": len(undescribed),
        },
        "declarations": _counted(declarations, widened),
        "undescribed": [f"{o.method} {o.path}" for o in undescribed],
        "pagination": [] if api is None else [*_paginated(api)],
        "formatting": {"black_calls": black_calls},
        "diagnostics": [_diagnostic(d) for d in diagnostics],
    }


def _paginated(api: Api) -> Iterator[dict[str, str]]:
    """The operations with pages, and why they are taken to have them."""
    for operation in api.operations:
        if operation.pagination is not None:
            yield {
                "operation": f"{operation.method} {operation.path}",
                "style": str(operation.pagination.style),
                "why": operation.pagination.why,
            }


def _lost(diagnostics: Sequence[Diagnostic]) -> int:
    """How many operations of the document cannot be in any client."""
    return sum(diagnostic.code == "operation-lost" for diagnostic in diagnostics)


def _counted(ids: Sequence[str], widened: Mapping[str, str]) -> dict[str, int]:
    """How many things there are, and how many contain something that was widened."""
    known = set(ids)
    touched: set[str] = set()
    for at in widened:
        place = at
        while place:
            if place in known:
                touched.add(place)
                break
            place = place.rpartition("/")[0]
    return {"total": len(ids), "exact": len(ids) - len(touched), "widened": len(touched)}


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": diagnostic.file,
        "pointer": diagnostic.pointer,
        "line": diagnostic.position.line,
        "column": diagnostic.position.column,
    }
