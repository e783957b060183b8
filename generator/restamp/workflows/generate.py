"""Write generated packages, and the files that describe a run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import fresh, lock, swap
from restamp.workflows import shared_runtime
from restamp.workflows.build import Build
from restamp.workflows.outcome import Outcome
from restamp.workflows.selection import display_path


def repair(config: ClientConfig) -> Outcome:
    """Finish or discard the output of an interrupted run."""
    diagnostics = Diagnostics()
    for package in filter(None, (config.output, config.runtime)):
        if swap.is_unfinished(package):
            from restamp.output import write as output

            output.repair(package, display_path(package), diagnostics)
    return Outcome(diagnostics=(*diagnostics,), failed=diagnostics.failed)


def outputs(build: Build) -> list[str]:
    """The paths of all files of a client, of its lock and of a shared runtime."""
    package = display_path(build.config.output)
    files = [f"{package}/{path}" for path in sorted({*build.lock.files, lock.FILE})]
    return files + shared_runtime.outputs(build)


def write(build: Build, *, force: bool = False) -> Outcome:
    """Write a generated client completely or not at all.

    With `force`, files that were edited by hand or not written by Restamp are overwritten.
    """
    if build.result is None:
        return shared_runtime.write(build.config, build, force=force)
    return shared_runtime.write_around(build, lambda: _written(build, force=force), force=force)


def _written(build: Build, *, force: bool) -> Outcome:
    from restamp.output import write as output

    if build.result is None:
        return Outcome()
    config, diagnostics = build.config, Diagnostics()
    name = display_path(config.output)
    written = output.write(build.files, config.output, name, build.known, diagnostics, force=force)
    if not diagnostics.failed:
        fresh.record_confirmed(config, build.conditions, build.result, build.lock)
    return Outcome(written.changed, written.edits, (*diagnostics,), diagnostics.failed)


def report_text(builds: Sequence[Build]) -> str | None:
    """The coverage report as JSON, by name if there are several clients; None if nothing was generated."""
    reports: Mapping[str, object] = {
        build.config.name: build.result.report for build in builds if build.result is not None
    }
    if not reports:
        return None
    content = reports if len(reports) > 1 else next(iter(reports.values()))
    return json.dumps(content, indent=2) + "\n"


def sarif_text(builds: Sequence[Build]) -> str | None:
    """The diagnostics of all documents as SARIF 2.1.0; None if nothing was generated."""
    from restamp.diagnostics.sarif import sarif_of

    results = [build.result for build in builds if build.result is not None]
    if not results:
        return None
    entries = [diagnostic for result in results for diagnostic in result.diagnostics]
    return json.dumps(sarif_of(entries), indent=2) + "\n"


def save(file: str, text: str, code: str, diagnostics: Diagnostics) -> None:
    """Write a file that describes a run; adds an error with this code if that fails."""
    try:
        Path(file).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        diagnostics.error(code, f"cannot be written: {reason(error)}", file=file)
