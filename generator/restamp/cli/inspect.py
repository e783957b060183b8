"""`restamp inspect`: the operations and types of a document or client, and which types are imprecise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.cli.terminal.tables import show_table
from restamp.workflows.inspect import Endpoint, Inspection, inspect

_SHARES = {
    "curated": "operationIds of a group and a verb",
    "clean": "paths that read well",
    "shared": "operations that share a resource",
}
"""What the shares that `auto` rests on are called in the text."""


def run(arguments: Arguments, console: Console) -> int:
    """Print operations, types and widened types, as tables or JSON; returns 2 for an invalid document."""
    with console.progress(arguments.file):
        inspection = inspect(arguments.file, arguments.request())
    if arguments.format == "json":
        console.output(json.dumps(inspection.as_json(), indent=2))
    if inspection.failed:
        console.report(inspection.diagnostics)
        return 2
    if arguments.format == "text":
        _print_tables(inspection, console)
    return 0


def _print_tables(inspection: Inspection, console: Console) -> None:
    report = inspection.report
    calls = [(f"{e.method} {e.path}", e.call, ", ".join(_remarks(e))) for e in inspection.endpoints]
    pages = [(p["operation"], p["style"], p["why"]) for p in report.get("pagination", ())]
    waiters = [
        (w.operation, w.status, _values(w.success), _values(w.failure)) for w in inspection.waiters
    ]
    reasons = [(f"{d.file}:{d.position.line}", d.code, d.message) for d in inspection.widened]
    standard = "Swagger" if report["openapi"].startswith("2.") else "OpenAPI"
    console.output(f"{report['document']}: {standard} {report['openapi']}")
    _print_style(console, report["names"])
    show_table(console, ("operation", "call", ""), calls, "operations")
    _print_undescribed(console, report)
    show_table(console, ("type", "place"), inspection.types, "types")
    show_table(console, ("operation", "style", "why"), pages, "pages")
    show_table(console, ("operation", "status", "success", "failure"), waiters, "waiters")
    show_table(console, ("line", "code", "why"), reasons, "widened")


def _print_style(console: Console, names: Mapping[str, Any]) -> None:
    """Print what names the calls and why, and the shares that `auto` rests on."""
    auto = names["auto"]
    shares = ", ".join(f"{what} {auto[share]:.0%}" for share, what in _SHARES.items())
    console.output(f"names: {names['style']} ({names['chosen_by']}): {names['why']}")
    if names["chosen_by"] == "auto":
        console.output(f"       {shares}")
    else:
        console.output(f"       auto would choose {auto['style']}: {auto['why']} ({shares})")


def _values(values: Iterable[str | int | bool]) -> str:
    return ", ".join(json.dumps(v) if isinstance(v, bool) else str(v) for v in values)


def _remarks(endpoint: Endpoint) -> Iterable[str]:
    if endpoint.widened:
        yield "widened"
    if endpoint.undescribed:
        yield "undescribed"


def _print_undescribed(console: Console, report: Mapping[str, Any]) -> None:
    count = len(report.get("undescribed", ()))
    if count:
        whose = "1 operation has" if count == 1 else f"{count} operations have"
        console.output(
            f"\n{whose} a response whose content is not described: "
            "the client returns JSON data, text or bytes, by its media type"
        )
