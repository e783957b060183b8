"""Examine an installation and a project: versions, configuration, and which clients are out of date and why."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from restamp import __version__
from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.output import fresh, lock
from restamp.output.cache import VARIABLE, cache_of
from restamp.records import dataclass
from restamp.workflows.build import Pending
from restamp.workflows.check import Checked, Comparison, begin, check_all
from restamp.workflows.selection import Request, display_path, with_options
from restamp.workflows.servers.learn import review

PACKAGES = {
    "pydantic": (2, 11),
    "httpx2": (2, 0),
    "black": (),
    "jinja2": (),
    "openapi-pydantic": (),
    "pyyaml": (),
}
"""Packages whose version matters, and the oldest that generated clients work with."""
_SHOWN = 3
"""Files that a reason names."""


class State(StrEnum):
    """Whether a client is what its inputs say."""

    CURRENT = "up to date"
    OUTDATED = "out of date"
    FAILED = "cannot be generated"


@dataclass(frozen=True, slots=True)
class Version:
    """An installed package."""

    name: str
    version: str
    """Empty if it is not installed."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """The state of a client."""

    name: str
    document: str
    source: str
    output: str
    state: State
    reasons: tuple[str, ...] = ()
    """Why it is not up to date."""
    remarks: tuple[str, ...] = ()
    """About learned corrections."""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was examined."""

    python: str
    executable: str
    versions: tuple[Version, ...]
    cache: str
    """The cache folder, or why there is none."""
    configuration: str
    """The configuration file; empty if there is none."""
    clients: tuple[Client, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Those of the configuration."""

    @property
    def failed(self) -> bool:
        """Whether the configuration cannot be read."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def is_healthy(self) -> bool:
        """Whether nothing is wrong."""
        wrong = [v for v in self.versions if v.problem], [c for c in self.clients if c.is_wrong]
        return not (self.failed or any(wrong))


def examine(request: Request) -> Examination:
    """Examine the project of a folder; generates clients in memory if they are not known to be up to date."""
    diagnostics = Diagnostics()
    file = configuration.find(request.root)
    clients: tuple[ClientConfig, ...] = ()
    if file is not None:
        clients = configuration.from_file(file, display_path(file), diagnostics)
        clients = tuple(with_options(client, request) for client in clients)
    root = request.root if file is None else file.parent
    return Examination(
        python=platform.python_version(),
        executable=sys.executable,
        versions=(Version("restamp", __version__), *(_version(name) for name in PACKAGES)),
        cache=_cache(root),
        configuration="" if file is None else display_path(file),
        clients=tuple(_clients(clients)),
        diagnostics=(*diagnostics,),
    )


def _version(name: str) -> Version:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Version(name, "")
    oldest = PACKAGES[name]
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
    if len(numbers) == 2 and numbers < oldest:
        needed = ".".join(map(str, oldest))
        return Version(name, version, f"generated clients need {needed} or later")
    return Version(name, version)


def _cache(root: Path) -> str:
    folder = cache_of(root, root).folder
    if folder is None:
        return f"none: its folder is inside the project, and not trusted (set {VARIABLE})"
    existing = next((p for p in (folder, *folder.parents) if p.is_dir()), folder)
    if not os.access(existing, os.W_OK):
        return f"{folder} (cannot be written, so unchanged runs are slow; set {VARIABLE})"
    return str(folder)


def _clients(configs: Sequence[ClientConfig]) -> Iterator[Client]:
    begun = begin(configs)
    with check_all([one for one in begun if isinstance(one, Pending)], None) as results:
        for config, started in zip(configs, begun, strict=True):
            yield _client(config, started if isinstance(started, Checked) else next(results))


def _client(config: ClientConfig, checked: Checked) -> Client:
    state, reasons = State.CURRENT, [*_errors(checked)]
    if reasons:
        state = State.FAILED
    elif checked.comparison is not None and (
        checked.comparison.changed or checked.comparison.added
    ):
        state, reasons = State.OUTDATED, [*_reasons(config, checked.comparison)]
    learned = (*review(config),) if state is not State.FAILED else ()
    return Client(
        config.name,
        config.spec_name,
        config.source or "",
        display_path(config.output),
        state,
        (*reasons,),
        tuple(each.message for each in learned),
        state is not State.CURRENT or any(d.severity is Severity.WARNING for d in learned),
    )


def _errors(checked: Checked) -> Iterator[str]:
    """Why a client cannot be generated or compared."""
    comparison = checked.comparison
    listed = checked.diagnostics
    if comparison is not None and not (comparison.added and not comparison.failed):
        listed += comparison.diagnostics
    for each in listed:
        if each.severity is Severity.ERROR:
            place = f"{each.file}: " if each.file else ""
            yield f"{place}{each.message} [{each.code}]"


def _reasons(config: ClientConfig, comparison: Comparison) -> Iterator[str]:
    """Why a package differs from its inputs."""
    package = config.output
    known = lock.read(package, display_path(package), Diagnostics())
    if known is None:
        has_files = package.is_dir() and any(package.iterdir())
        yield f"{lock.FILE} is missing" if has_files else "it was never generated"
        return
    if comparison.added:
        yield f"not generated, but in place of generated code or among it: {_listed(comparison.added)}"
    if comparison.edited:
        yield f"edited by hand: {_listed(comparison.edited)}"
    own = [path for path in comparison.changed if not path.startswith("../")]
    if len(own) < len(comparison.changed):
        yield "the shared runtime is not that of this version, or was edited by hand"
    gone = [p for p in own if p in known.files and not (package / p).exists()]
    if gone:
        yield f"removed by hand: {_listed(gone)}"
    inputs = fresh.changed_inputs(config, known)
    if inputs:
        yield f"changed since it was generated: {_listed([display_path(p) for p in inputs])}"
    if known.version != __version__:
        yield f"generated by Restamp {known.version}; this is {__version__}"
    if own and not (comparison.edited or gone or inputs) and known.version == __version__:
        why = "the options or Restamp have changed, or files and their lock were edited"
        yield f"differs from what the document gives ({why}): {_listed(own)}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
