"""A project for a client that is published: drafted in memory, then written with its generated package."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config.model import NAMES, ClientConfig, NamesKey, Style
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.text import reason
from restamp.output.files import write_atomically
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.spec.reading.upstream import Upstream
from restamp.workflows.build import Progress, build, no_progress
from restamp.workflows.generate import Generated
from restamp.workflows.generate import write as write_package
from restamp.workflows.publishing.files import Distribution, first_files, written_names
from restamp.workflows.publishing.usage import beside
from restamp.workflows.repository.settings import attributes
from restamp.workflows.repository.tools import Package
from restamp.workflows.selection import Request, display_path, new_client, select
from restamp.workflows.starting.fetching import stored, upstream_of
from restamp.workflows.starting.init import DOCUMENTS, package_name

if TYPE_CHECKING:
    from restamp.proposals.proposal import Proposal
    from restamp.proposals.propose import Proposed


@dataclass(frozen=True, slots=True)
class Draft:
    """A new project, with proposals for better names."""

    distribution: Distribution
    folder: Path
    client: ClientConfig
    overlay: Path
    documents: Mapping[Path, bytes]
    proposed: Proposed | None = None
    """None if the document cannot be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The reasons why it cannot be written."""

    def proposals_for(self, names: NamesKey) -> tuple[Proposal, ...]:
        """The proposals for a style of names that are no guesses."""
        if self.proposed is None:
            return ()
        style = self.proposed.styles.verdict.style if names == "auto" else Style(names)
        return tuple(one for one in self.proposed.proposals.get(style, ()) if one.sure)


def draft(
    name: str,
    file: str,
    request: Request,
    *,
    output: str | None = None,
    build_hook: bool = False,
    force: bool = False,
    progress: Progress = no_progress,
) -> Draft:
    """Read a document and draft a project with the name of its distribution, in a folder of this name or in `output`."""
    from restamp.proposals.propose import propose

    diagnostics = Diagnostics()
    folder = Path(os.path.normpath(request.root / (output or name)))
    client = new_client(file, request)
    upstream = _upstream(file, client)
    with progress(client.spec_name):
        proposed = propose(client, diagnostics, upstream.contents)
    distribution = Distribution(name, package_name(name), "", uses_hook=build_hook)
    if proposed is None or diagnostics.failed:
        return Draft(distribution, folder, client, client.spec, {}, None, _errors(diagnostics))
    distribution = replace(distribution, title=" ".join(proposed.title.split()))
    places = stored(upstream, folder / DOCUMENTS, distribution.package)
    client = replace(
        client,
        name=distribution.package,
        spec=places.spec,
        spec_name=display_path(places.spec),
        output=folder / "src" / distribution.package,
        root=folder,
        file=folder / "pyproject.toml",
        source=_source(file, folder, request.root),
    )
    drafted = Draft(distribution, folder, client, places.overlay, places.files, proposed)
    if not force:
        _refuse(drafted, diagnostics)
    return replace(drafted, diagnostics=_errors(diagnostics))


def write(draft: Draft, names: NamesKey = NAMES[0], *, force: bool = False) -> Generated:
    """Write the project and generate its package; without a build, with errors, if that fails."""
    diagnostics = Diagnostics()
    proposals = draft.proposals_for(names)
    if not _write(draft, proposals, names, diagnostics):
        return Generated(None, (*diagnostics,))
    selection = select(Request(draft.folder, [draft.client.name], use_cache=False))
    if not selection.clients:
        return Generated(None, selection.diagnostics)
    built = build(selection.clients[0], force=force)
    if built.failed:
        return Generated(built.without_files(), built.diagnostics)
    outcome = write_package(built, force=force)
    analysis = None if built.result is None else built.result.analysis
    if analysis is not None and not outcome.failed:
        _save(draft.folder, beside(draft.distribution, draft.client, analysis.subject), diagnostics)
    return Generated(built.without_files(), (*built.diagnostics, *diagnostics), outcome)


def _upstream(file: str, client: ClientConfig) -> Upstream:
    """The files of the document, to be copied."""
    if is_url(file):
        return upstream_of(file, client.root, client.allow_remotes)
    spec = Path(os.path.realpath(client.spec))
    return Upstream(spec, str(spec), spec.parent, {}, hosts=client.allow_remotes, is_here=False)


def _source(file: str, folder: Path, root: Path) -> str | None:
    """Where `restamp update` fetches the document: its URL, or its path if the project is beside it."""
    if is_url(file):
        return file
    path = Path(os.path.normpath(root / file))
    return _relative(folder, path) if path.is_relative_to(root) else None


def _refuse(draft: Draft, diagnostics: Diagnostics) -> None:
    """Report what is in the way: a file in place of the folder, or the files that would be overwritten."""
    folder, client = draft.folder, draft.client
    if folder.exists() and not folder.is_dir():
        message = "is not a folder; choose another with --output"
        diagnostics.error("init-exists", message, file=display_path(folder))
        return
    names = written_names(draft.distribution)
    paths = (*(folder / name for name in names), *draft.documents, draft.overlay)
    for path in sorted({*paths, client.output}):
        if path == client.output and path.is_dir() and not any(path.iterdir()):
            continue
        if os.path.lexists(path):
            message = (
                "exists and would be overwritten; move it away, use --force, "
                "or choose another folder with --output"
            )
            diagnostics.error("init-exists", message, file=display_path(path))


def _write(
    draft: Draft, proposals: tuple[Proposal, ...], names: NamesKey, diagnostics: Diagnostics
) -> bool:
    """Write everything but the package and what needs its names."""
    from restamp.proposals.overlay_text import overlay_text

    client = draft.client
    values: dict[str, str | list[str]] = {"spec": _relative(draft.folder, client.spec)}
    files = {_relative(draft.folder, path): text for path, text in draft.documents.items()}
    if proposals:
        overlay = _relative(draft.folder, draft.overlay)
        values["overlays"] = [overlay]
        files[overlay] = overlay_text(draft.distribution.title, proposals).encode()
    output = values["output"] = _relative(draft.folder, client.output)
    if client.source:
        values["source"] = client.source
    if names != NAMES[0]:
        values["names"] = names
    for path, text in first_files(draft.distribution, values).items():
        files[path] = text.encode()
    package = Package(output, draft.distribution.package)
    attributed = attributes(draft.folder, package)
    files[attributed.file.name] = attributed.after.encode()
    return _save(draft.folder, files, diagnostics)


def _save(folder: Path, files: Mapping[str, bytes | str], diagnostics: Diagnostics) -> bool:
    for path, content in files.items():
        try:
            data = content.encode() if isinstance(content, str) else content
            write_atomically(folder / path, data)
        except OSError as error:
            message = f"cannot be written: {reason(error)}"
            diagnostics.error("init-unwritable", message, file=display_path(folder / path))
            return False
    return True


def _relative(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _errors(diagnostics: Diagnostics) -> tuple[Diagnostic, ...]:
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)
