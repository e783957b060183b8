"""Describe the client of a document, or of the configuration, and its imprecise types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.names.keys import is_type, operation_of
from restamp.output import lock
from restamp.pointers import is_url, join_pointer
from restamp.records import dataclass
from restamp.workflows.selection import Request, display_path, document_config, with_options

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
class WaitsFor:
    """What the waiter of an operation polls for."""

    operation: str
    """Its method and path."""
    status: str
    """The path of the status in the response."""
    success: tuple[str | int | bool, ...]
    failure: tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A description of the client of a document."""

    report: dict[str, Any]
    """The coverage report, as JSON."""
    endpoints: tuple[Endpoint, ...]
    """All operations, sorted by path and method."""
    types: tuple[tuple[str, str], ...]
    """Name and pointer of all types, sorted by name."""
    waiters: tuple[WaitsFor, ...]
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
            "waiters": [asdict(waiter) for waiter in self.waiters],
        }


def inspect(name: str, request: Request) -> Inspection:
    """Generate the client of a document, or of that name in the configuration, in memory and describe it."""
    from restamp.pipeline import generate
    from restamp.report import names_report

    problems = Diagnostics()
    config = _config(name, request, problems)
    known = _lock(config, problems)
    result = generate(config, lock.locked_names(known))
    report = result.report
    if result.analysis is not None:
        subject, style = result.analysis.subject, result.analysis.style
        has_lock = known is not None and bool(known.names)
        report = {**report, "names": names_report(config, subject, style, has_lock=has_lock)}
    endpoints = sorted(_endpoints(result), key=lambda endpoint: (endpoint.path, endpoint.method))
    types = sorted((name, at) for at, name in result.names.items() if is_type(at))
    return Inspection(
        report,
        (*endpoints,),
        (*types,),
        (*_waiters(result),),
        (*problems, *result.diagnostics),
        problems.failed or result.failed,
    )


def _config(name: str, request: Request, diagnostics: Diagnostics) -> ClientConfig:
    """The client of that name in the configuration, unless the name is that of a file; else one for the document."""
    file = None if is_url(name) else configuration.find(request.root)
    if file is None or (request.root / name).is_file():
        return document_config(name, request)
    problems = Diagnostics()
    clients = configuration.from_file(file, display_path(file), problems)
    if problems.failed:
        for problem in problems:
            diagnostics.add(problem)
    config = next((client for client in clients if client.name == name), None)
    if config is None:
        return document_config(name, request)
    overlays = document_config(name, request).overlays
    config = with_options(config, request)
    return replace(
        config,
        overlays=(*config.overlays, *overlays),
        names=request.style or config.names,
        bodies=request.bodies or config.bodies,
    )


def _lock(config: ClientConfig, diagnostics: Diagnostics) -> lock.Lock | None:
    """The lock of a client of the configuration; a document alone has none."""
    if config.file is None or not config.use_lock:
        return None
    return lock.read(config.output, display_path(config.output), diagnostics)


def _waiters(result: Result) -> Iterator[WaitsFor]:
    for operation in () if result.analysis is None else result.analysis.subject.api.operations:
        if waiter := operation.waiter:
            name = f"{operation.method} {operation.path}"
            yield WaitsFor(name, ".".join(waiter.status), waiter.success, waiter.failure)


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
