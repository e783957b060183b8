"""Call the safe operations of an API, and compare the responses with its document."""

from __future__ import annotations

import importlib
import json
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.diagnostics.text import reason
from restamp.records import dataclass
from restamp.workflows.selection import Request, display_path
from restamp.workflows.servers.learn import client_named, document_of

if TYPE_CHECKING:
    from restamp.learning.corrections import Correction
    from restamp.learning.findings import Finding
    from restamp.learning.probing import Probe, Skipped
    from restamp.learning.recordings import Recorded
    from restamp.learning.written import Written
    from restamp.spec.tree.tree import Json


@dataclass(frozen=True, slots=True)
class Options:
    """How an API is probed."""

    base_url: str
    hosts: Sequence[str] = ()
    """Hosts that may be called, besides those of this machine."""
    calls: int = 100
    """The most requests."""
    pause: float = 0.2
    """Seconds between requests."""
    values: str | None = None
    """A TOML file with values of arguments."""


@dataclass(frozen=True, slots=True)
class Called:
    """One request, and what came of it."""

    operation: str
    status: int | None
    """None if there was no response."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Probing:
    """What the probe of an API shows."""

    calls: tuple[Called, ...] = ()
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Operations that were not called, with the names of their unknown arguments."""
    left: int = 0
    """Operations that were not called because there were enough requests."""
    corrections: tuple[Correction, ...] = ()
    """The differences between responses and the document."""
    entries: tuple[Recorded, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False

    def as_json(self) -> dict[str, object]:
        """The result as JSON values."""
        return {
            "calls": [
                {"operation": c.operation, "status": c.status, "error": c.error or None}
                for c in self.calls
            ],
            "skipped": [
                {"operation": operation, "unknown": [*unknown]}
                for operation, unknown in self.skipped
            ],
            "left": self.left,
            "differences": [
                {
                    "difference": str(c.finding.difference),
                    "operation": c.finding.operation,
                    "pointer": c.finding.at,
                    "place": c.finding.place,
                    "name": c.finding.name,
                    "documented": c.documented,
                    "observed": c.observed,
                    "count": c.finding.count,
                }
                for c in self.corrections
            ],
        }


def probe(
    name: str, request: Request, options: Options, sleep: Callable[[float], None] = time.sleep
) -> Probing:
    """Call the safe operations of a client's API, one after another, with the generated client."""
    diagnostics = Diagnostics()
    _check_host(options, diagnostics)
    client = None if diagnostics.failed else client_named(name, request, diagnostics)
    values = _values(options, request, diagnostics)
    document = None if client is None else document_of(client, diagnostics)
    result = Probing()
    if client is not None and document is not None and not diagnostics.failed:
        caller = _caller(client, options, diagnostics)
        if caller is not None:
            with caller as opened:
                result = _probed(document, opened, values, options, sleep)
    return replace(result, diagnostics=(*diagnostics,), failed=diagnostics.failed)


def _check_host(options: Options, diagnostics: Diagnostics) -> None:
    """Refuse hosts that are neither this machine nor named by the user."""
    parts = urlsplit(options.base_url)
    host = parts.hostname or ""
    is_own = host == "localhost" or host.endswith(".localhost")
    with suppress(ValueError):
        is_own = is_own or ip_address(host).is_loopback
    if parts.scheme not in ("http", "https") or not host:
        message = f'"{options.base_url}" is not a URL with http or https'
        diagnostics.error("probe-url", message)
    elif not is_own and host not in options.hosts:
        message = f"{host} is not this machine; --host {host} allows requests to it"
        diagnostics.error("probe-host", message)


def _values(options: Options, request: Request, diagnostics: Diagnostics) -> Mapping[str, Json]:
    if options.values is None:
        return {}
    try:
        text = (request.root / options.values).read_text("utf-8")
        return cast("dict[str, Json]", tomllib.loads(text))
    except OSError as error:
        message = f"cannot be read: {reason(error)}"
    except ValueError as error:
        message = f"is not TOML: {error}"
    diagnostics.error("probe-values", message, file=options.values)
    return {}


def _caller(client: ClientConfig, options: Options, diagnostics: Diagnostics) -> Any:
    """The generated client, which takes credentials from the environment; None, with an error, if it cannot be
    imported."""
    name = client.import_path or client.output.name
    folder = client.output.parents[name.count(".")]
    sys.path.insert(0, str(folder))
    try:
        package = importlib.import_module(name)
        return package.Client(base_url=options.base_url, max_retries=0)
    except Exception as error:
        message = f"cannot be used: {type(error).__name__}: {error}; `restamp generate` writes it"
        diagnostics.error("probe-package", message, file=display_path(client.output))
        return None
    finally:
        sys.path.remove(str(folder))


def _probed(
    document: Written,
    client: Any,
    own: Mapping[str, Json],
    options: Options,
    sleep: Callable[[float], None],
) -> Probing:
    from restamp.learning.corrections import corrections
    from restamp.learning.findings import merged
    from restamp.learning.observing import Observer
    from restamp.learning.probing import Skipped, Values, probe_of, safe_operations

    observer, values = Observer.of(document), Values(own)
    calls: list[Called] = []
    skipped: list[Skipped] = []
    findings: list[Finding] = []
    entries: list[Recorded] = []
    operations = safe_operations(document)
    for operation in operations:
        if len(calls) >= options.calls:
            break
        one = probe_of(document, operation, values)
        if isinstance(one, Skipped):
            skipped.append(one)
            continue
        if calls:
            sleep(options.pause)
        entry, error = _response(client, document, one)
        calls.append(Called(operation.name, None if entry is None else entry.status, error))
        if entry is not None:
            entries.append(entry)
            findings += observer.findings_of(operation, entry)
            if (body := entry.json()) is not None and entry.status < 300:
                values.learn(one.concrete, body[0])
    return Probing(
        (*calls,),
        tuple((each.operation.name, each.unknown) for each in skipped),
        len(operations) - len(calls) - len(skipped),
        (*corrections(document, merged(findings)),),
        (*entries,),
    )


def _response(client: Any, document: Written, one: Probe) -> tuple[Recorded | None, str]:
    """The response to a request, or why there is none."""
    from restamp.learning.recordings import Recorded

    started = datetime.now(UTC).isoformat()
    operation = one.operation
    parts: dict[str, Any] = {"path": one.path, "query": one.query, "headers": one.headers}
    security = document.security(operation)
    if security is not None:
        parts["security"] = security
    try:
        response = client.request(operation.method, operation.plain_path, **parts)
    except Exception as error:
        if not isinstance(getattr(error, "status", None), int):
            return None, f"{type(error).__name__}: {error}"
        response = error
    outcome: Any = response
    headers = {name.lower(): value for name, value in dict(outcome.headers).items()}
    return (
        Recorded(
            operation.method,
            one.concrete,
            tuple((name, str(value)) for name, value in one.query.items()),
            outcome.status,
            headers.get("content-type", ""),
            tuple(headers.items()),
            outcome.content,
            started,
        ),
        "",
    )


def write_recording(probing: Probing, path: Path, diagnostics: Diagnostics) -> None:
    """Write the responses as a recording for `restamp learn`; requests are written without credentials."""
    entries = [
        {
            "startedDateTime": each.started,
            "request": {
                "method": each.method,
                "url": f"http://probe{each.path}",
                "queryString": [{"name": name, "value": value} for name, value in each.query],
            },
            "response": {
                "status": each.status,
                "headers": [
                    {"name": name, "value": value}
                    for name, value in each.headers
                    if name != "set-cookie"
                ],
                "content": {
                    "mimeType": each.media_type,
                    "text": each.body.decode("utf-8", "replace"),
                },
            },
        }
        for each in probing.entries
    ]
    log = {"version": "1.2", "creator": {"name": "restamp", "version": ""}, "entries": entries}
    try:
        path.write_text(json.dumps({"log": log}, indent=1), "utf-8")
    except OSError as error:
        message = f"cannot be written: {reason(error)}"
        diagnostics.error("probe-unwritable", message, file=display_path(path))
