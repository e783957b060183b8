"""`restamp inspect`: what a document becomes, and what of it no type can say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from restamp.cli.arguments import Arguments
from restamp.cli.clients import with_options
from restamp.cli.console import Console, plain
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Severity
from restamp.names.keys import is_type, operation_of
from restamp.pointers import below

if TYPE_CHECKING:
    from restamp.pipeline import Result


def run(arguments: Arguments, console: Console) -> int:
    """Print the operations, the types and what was widened, as tables or as JSON; 2 where the document is wrong."""
    from restamp.pipeline import generate

    here = Path.cwd()
    config = ClientConfig(
        name="client",
        spec=here / arguments.file,
        spec_name=Path(arguments.file).as_posix(),
        overlays=tuple((here / path, Path(path).as_posix()) for path in arguments.overlay),
        output=here / "client",
        root=here,
    )
    with console.progress(config.spec_name):
        result = generate(with_options(config, arguments), {})
    if arguments.format == "json":
        console.answer(json.dumps(_content(result), indent=2))
    if result.failed:
        console.report(result.diagnostics)
        return 2
    if arguments.format == "text":
        _print_tables(result, console)
    return 0


def _content(result: Result) -> dict[str, object]:
    """The report, with each operation and type and what it is called in Python."""
    widened = _widened(result)
    return {
        **result.report,
        "endpoints": [
            {
                **asdict(endpoint),
                "widened": [d.message for d in widened if endpoint.has(d)],
                "undescribed": endpoint.is_undescribed(result),
            }
            for endpoint in _endpoints(result)
        ],
        "types": [{"name": name, "pointer": at} for name, at in _types(result)],
    }


def _print_tables(result: Result, console: Console) -> None:
    report, widened = result.report, _widened(result)
    endpoints, types = _endpoints(result), _types(result)
    calls = [
        (f"{e.method} {e.path}", e.call, ", ".join(_remarks(e, result, widened))) for e in endpoints
    ]
    pages = [(p["operation"], p["style"], p["why"]) for p in report.get("pagination", ())]
    reasons = [(f"{d.file}:{d.position.line}", d.code, d.message) for d in widened]
    console.answer(f"{report['document']}: OpenAPI {report['openapi']}")
    _print_table(console, "operations", ("operation", "call", ""), calls)
    _print_undescribed(console, report)
    _print_table(console, "types", ("type", "place"), types)
    _print_table(console, "pages", ("operation", "style", "why"), pages)
    _print_table(console, "widened", ("line", "code", "why"), reasons)


def _remarks(endpoint: Endpoint, result: Result, widened: Iterable[Diagnostic]) -> Iterable[str]:
    if any(map(endpoint.has, widened)):
        yield "widened"
    if endpoint.is_undescribed(result):
        yield "undescribed"


def _print_undescribed(console: Console, report: Mapping[str, Any]) -> None:
    count = len(report.get("undescribed", ()))
    if count:
        whose = "1 operation has" if count == 1 else f"{count} operations have"
        console.answer(
            f"\n{whose} a response whose content is not described: "
            "the client returns JSON data, text or bytes, by its media type"
        )


def _print_table(
    console: Console, title: str, heads: Iterable[str], rows: Iterable[Iterable[str]]
) -> None:
    """A table below its title; nothing where it has no rows."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", padding=(0, 3, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    if table.row_count:
        console.answer(
            f"\n{table.row_count} {title if table.row_count != 1 else title.removesuffix('s')}"
        )
        console.table(table)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation as a user of the client calls it."""

    method: str
    path: str
    call: str

    def is_undescribed(self, result: Result) -> bool:
        """Whether the document does not describe the content of its response."""
        return f"{self.method} {self.path}" in result.report.get("undescribed", ())

    def has(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic is about a part of this operation."""
        at = below("#/paths", self.path, self.method.lower())
        return diagnostic.at == at or diagnostic.at.startswith(f"{at}/")


def _endpoints(result: Result) -> list[Endpoint]:
    """Every operation, by path and method."""
    found: list[Endpoint] = []
    for key, name in result.names.items():
        if operation := operation_of(key):
            found.append(Endpoint(*operation, f"client.{name.partition(':')[0]}()"))
    return sorted(found, key=lambda endpoint: (endpoint.path, endpoint.method))


def _types(result: Result) -> list[tuple[str, str]]:
    """Name and place of every type, by name."""
    return sorted((name, at) for at, name in result.names.items() if is_type(at))


def _widened(result: Result) -> list[Diagnostic]:
    return [d for d in result.diagnostics if d.severity is not Severity.NOTE]
