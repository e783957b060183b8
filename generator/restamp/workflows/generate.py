"""Writing what was generated: the packages, and the files that describe a run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import reason
from restamp.output import fresh, lock, swap
from restamp.workflows.build import Build
from restamp.workflows.outcome import Outcome
from restamp.workflows.selection import display_path


def repair(config: ClientConfig) -> Outcome:
    """Finish or discard what a killed run left at a client's output."""
    diagnostics = Diagnostics()
    if swap.is_begun(config.output):
        from restamp.output import write as output

        output.repair(config.output, display_path(config.output), diagnostics)
    return Outcome(diagnostics=(*diagnostics,), failed=diagnostics.failed)


def outputs(build: Build) -> list[str]:
    """The path of every file that belongs to a client, the lock among them."""
    package = display_path(build.config.output)
    return [f"{package}/{path}" for path in sorted({*build.lock.files, lock.FILE})]


def write(build: Build, *, force: bool = False) -> Outcome:
    """Write a client that was generated, all of it or nothing.

    With `force` files are overwritten that were edited by hand, or that Restamp did not write.
    """
    if build.result is None:
        return Outcome()
    from restamp.output import write as output

    config, diagnostics = build.config, Diagnostics()
    name = display_path(config.output)
    written = output.write(build.files, config.output, name, build.known, diagnostics, force=force)
    if not diagnostics.failed:
        fresh.remember(config, build.conditions, build.result, build.lock)
    return Outcome(written.changed, written.kept, (*diagnostics,), diagnostics.failed)


def report_text(builds: Sequence[Build]) -> str | None:
    """The coverage report as JSON, of several clients an object of them by name; None if nothing was generated."""
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
    found = [diagnostic for result in results for diagnostic in result.diagnostics]
    return json.dumps(sarif_of(found), indent=2) + "\n"


def save(file: str, text: str, code: str, diagnostics: Diagnostics) -> None:
    """Write a file that describes a run; an error of this code if that fails."""
    try:
        Path(file).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        diagnostics.error(code, f"cannot be written: {reason(error)}", file=file)
