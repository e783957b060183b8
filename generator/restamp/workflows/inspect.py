"""Describe the client of a document, and its imprecise types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from restamp.diagnostics.model import Diagnostic, Severity
from restamp.names.keys import is_type, operation_of
from restamp.pointers import join_pointer
from restamp.workflows.selection import Request, document_config

if TYPE_CHECKING:
    from restamp.pipeline import Result


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation, as users of the client call it."""

    method: str
    path: str
    call: str
    widened: tuple[str, ...]
    """Reasons for types that are wider than documented."""
    undescribed: bool
    """Whether the document does not describe the content of its response."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A description of the client of a document."""

    report: dict[str, Any]
    """The coverage report, as JSON."""
    endpoints: tuple[Endpoint, ...]
    """All operations, sorted by path and method."""
    types: tuple[tuple[str, str], ...]
    """Name and pointer of all types, sorted by name."""
    diagnostics: tuple[Diagnostic, ...]
    failed: bool
    """Whether no client can be generated."""

    @property
    def widened(self) -> list[Diagnostic]:
        """Types that are wider than documented, with reasons."""
        return [d for d in self.diagnostics if d.severity is not Severity.NOTE]

    def as_json(self) -> dict[str, object]:
        """The report with all operations and types and their Python names."""
        return {
            **self.report,
            "endpoints": [
                {**asdict(endpoint), "widened": [*endpoint.widened]} for endpoint in self.endpoints
            ],
            "types": [{"name": name, "pointer": at} for name, at in self.types],
        }


def inspect(file: str, request: Request) -> Inspection:
    """Generate a client of a document in memory and describe it."""
    from restamp.pipeline import generate
    from restamp.report import names_report

    config = document_config(file, request)
    result = generate(config)
    report = result.report
    if result.analysis is not None:
        subject, style = result.analysis.subject, result.analysis.style
        report = {**report, "names": names_report(config, subject, style, has_lock=False)}
    endpoints = sorted(_endpoints(result), key=lambda endpoint: (endpoint.path, endpoint.method))
    types = sorted((name, at) for at, name in result.names.items() if is_type(at))
    return Inspection(report, (*endpoints,), (*types,), result.diagnostics, result.failed)


def _endpoints(result: Result) -> Iterator[Endpoint]:
    undescribed = result.report.get("undescribed", ())
    widened = [d for d in result.diagnostics if d.severity is not Severity.NOTE]
    for key, name in result.names.items():
        if operation := operation_of(key):
            method, path = operation
            at = join_pointer("#/paths", path, method.lower())
            reasons = [d.message for d in widened if d.at == at or d.at.startswith(f"{at}/")]
            call = f"client.{name.partition(':')[0]}()"
            yield Endpoint(method, path, call, (*reasons,), f"{method} {path}" in undescribed)
