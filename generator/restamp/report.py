"""The coverage report: which parts of a document the client types exactly, and which are widened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from restamp.config.model import ClientConfig, Style
from restamp.diagnostics.model import Diagnostic
from restamp.ir.api import Api
from restamp.passes.flat_bodies import Whole, flat_body
from restamp.python.calls.kinds import is_undescribed
from restamp.python.modules.subject import Subject
from restamp.spec.document.document import Origin


def report_of(
    config: ClientConfig,
    document: Origin | None,
    lowered: tuple[Api, Mapping[str, str]] | None,
    diagnostics: Sequence[Diagnostic],
    *,
    black_calls: int = 0,
) -> dict[str, Any]:
    """Build the report as JSON; `black_calls` counts the slow calls of black."""
    api, widened = lowered if lowered is not None else (None, dict[str, str]())
    operations = [] if api is None else [o.id for o in api.operations]
    undescribed = [] if api is None else [*filter(is_undescribed, api.operations)]
    declarations = [] if api is None else [d.id for d in api.declarations]
    return {
        "document": config.spec_name,
        "openapi": "" if document is None else document.version,
        "operations": {
            **_coverage(operations, widened),
            "lost": _count_lost(diagnostics),
            "undescribed": len(undescribed),
        },
        "declarations": _coverage(declarations, widened),
        "undescribed": [f"{o.method} {o.path}" for o in undescribed],
        "pagination": [] if api is None else [*_paginated(api)],
        "bodies": [] if api is None or config.bodies == "objects" else [*_whole_bodies(api)],
        "formatting": {"black_calls": black_calls},
        "diagnostics": [_diagnostic(d) for d in diagnostics],
    }


def names_report(
    config: ClientConfig, subject: Subject, style: Style, *, has_lock: bool
) -> dict[str, Any]:
    """Build the part of the report that says why the calls are named as they are."""
    from restamp.names.reasons.explained import REASONS, explain

    explanation = explain(subject.api, subject.names, style)
    verdict, rules = explanation.verdict, explanation.rules
    chosen_by, why = "auto", verdict.reason
    if has_lock and not config.renames_style:
        chosen_by, why = "lock", "a package keeps the style of its lock"
    elif config.names != "auto":
        chosen_by, why = "configuration", f'`names` is "{config.names}"'
    used = {rule for ids in rules.values() for rule in ids}
    return {
        "style": str(style),
        "chosen_by": chosen_by,
        "why": why,
        "auto": {
            "style": str(verdict.style),
            "why": verdict.reason,
            "curated": round(verdict.curated, 3),
            "clean": round(verdict.clean, 3),
            "shared": round(verdict.shared, 3),
        },
        "rules": {rule: reason for rule, reason in REASONS.items() if rule in used},
        "calls": [
            {
                "operation": f"{operation.method} {operation.path}",
                "call": f"client.{subject.names.call(operation.id)}",
                "rules": [*rules[operation.id]],
            }
            for operation in subject.api.operations
        ],
    }


def _paginated(api: Api) -> Iterator[dict[str, str]]:
    """Yield the paginated operations, with the reason why each counts as paginated."""
    for operation in api.operations:
        if operation.pagination is not None:
            yield {
                "operation": f"{operation.method} {operation.path}",
                "style": str(operation.pagination.style),
                "why": operation.pagination.why,
            }


def _whole_bodies(api: Api) -> Iterator[dict[str, str]]:
    """Yield the operations whose body stays one argument, with the reason."""
    declarations = api.by_id
    for operation in api.operations:
        body = None if operation.body is None else flat_body(operation.body, declarations)
        if isinstance(body, Whole):
            yield {"operation": f"{operation.method} {operation.path}", "why": body.why}


def _count_lost(diagnostics: Sequence[Diagnostic]) -> int:
    """Count the operations of the document that no client can have."""
    return Counter(diagnostic.code for diagnostic in diagnostics)["operation-lost"]


def _coverage(ids: Sequence[str], widened: Mapping[str, str]) -> dict[str, int]:
    """Count the ids in all, and those that contain something widened."""
    known = set(ids)
    widened_ids: set[str] = set()
    for at in widened:
        ancestor = at
        while ancestor:
            if ancestor in known:
                widened_ids.add(ancestor)
                break
            ancestor = ancestor.rpartition("/")[0]
    return {"total": len(ids), "exact": len(ids) - len(widened_ids), "widened": len(widened_ids)}


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
