"""Propose a configuration for a document, and an overlay that improves the generated names."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config import edit as config_text
from restamp.config import load as configuration
from restamp.config.import_paths import import_path
from restamp.config.model import NAMES, ClientConfig, NamesKey, Style
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.text import reason
from restamp.output.files import write_atomically
from restamp.pointers import is_url
from restamp.records import dataclass
from restamp.spec.tree.access import on_disk
from restamp.workflows.build import Progress, no_progress
from restamp.workflows.selection import Request, display_path, new_client

if TYPE_CHECKING:
    from restamp.proposals.proposal import Proposal
    from restamp.proposals.styles import Styles
    from restamp.spec.reading.upstream import Upstream

_NOTHING = re.compile(
    r"(open)?_?apis?|fastapi|an?|the|spec\d*|swagger|schema|index|main|document|v?\d+",
    re.IGNORECASE,
)
"""Words of file names and titles that do not name the API."""
DOCUMENTS = "specs"
"""The folder of documents that are fetched."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new client of a document, with proposals for better names."""

    client: ClientConfig
    configuration: Path
    overlay: Path
    title: str
    """Of the document."""
    documents: Mapping[Path, bytes]
    """The content of the files to store, of a document that was fetched."""
    proposals: Mapping[Style, tuple[Proposal, ...]]
    """By the style of names."""
    styles: Styles | None = None
    """What the calls are like in each style; None if it cannot be written."""
    is_known: bool = False
    """Whether the configuration has this client already."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The reasons why it cannot be written."""

    @property
    def failed(self) -> bool:
        """Whether it cannot be written."""
        return bool(self.diagnostics)

    def proposals_for(self, names: NamesKey) -> tuple[Proposal, ...]:
        """The proposals for a style, or for the one that `auto` chooses."""
        if names == "auto":
            return self.proposals[self.styles.verdict.style] if self.styles is not None else ()
        return self.proposals.get(Style(names), ())


def draft(
    file: str,
    request: Request,
    *,
    name: str | None = None,
    output: str | None = None,
    force: bool = False,
    progress: Progress = no_progress,
) -> Draft:
    """Read a document and propose a client; with `force`, existing files are overwritten."""
    from restamp.proposals.propose import propose

    diagnostics = Diagnostics()
    client = new_client(file.partition("#")[0] if is_url(file) else file, request)
    upstream = _upstream(client)
    with progress(client.spec_name):
        proposed = propose(client, diagnostics, upstream.contents if upstream else on_disk)
    draft = Draft(client, client.spec, client.spec, "", {}, {})
    if proposed is not None and not diagnostics.failed:
        draft = _planned(client, proposed.title, name, output, upstream)
        draft = replace(draft, proposals=proposed.proposals, styles=proposed.styles)
        draft = replace(draft, is_known=_is_known(draft))
        if not draft.is_known:
            _refuse(draft, diagnostics, force=force)
    errors = tuple(d for d in diagnostics if d.severity is Severity.ERROR)
    return replace(draft, diagnostics=errors)


def _upstream(client: ClientConfig) -> Upstream | None:
    """The files of a document that is named by its URL. The import takes 10 ms."""
    if not client.is_remote:
        return None
    from restamp.workflows.starting.fetching import upstream_of

    return upstream_of(client.spec_name, client.root, client.allow_remotes)


def _planned(
    client: ClientConfig,
    title: str,
    name: str | None,
    output: str | None,
    upstream: Upstream | None,
) -> Draft:
    here = client.root
    file = configuration.find(here)
    if file is None:
        known = (here / name for name in reversed(configuration.FILES))
        file = next((path for path in known if path.is_file()), here / configuration.FILES[0])
    root = file.parent
    name = name or _name(client, title)
    target = Path(os.path.normpath(here / output if output else _output(root, name)))
    overlay = client.spec.with_name(f"{client.spec.stem}.overlay.yaml")
    documents: Mapping[Path, bytes] = {}
    if upstream is not None:
        from restamp.workflows.starting.fetching import stored

        places = stored(upstream, root / DOCUMENTS, package_name(name))
        overlay, documents = places.overlay, places.files
        client = replace(client, spec=places.spec, spec_name=display_path(places.spec))
        client = replace(client, source=upstream.source)
    client = replace(client, name=name, output=target, root=root, file=file)
    client = replace(client, import_path=import_path(target, root))
    return Draft(client, file, overlay, title, documents, {})


def _name(client: ClientConfig, title: str) -> str:
    """A name for the client and its package, from the file name or the title; for a URL from the title or the host."""
    of_file = _words(r"[._\s-]+", client.spec.stem)
    of_title = [word.lower() for word in _words(r"[\W_]+", title)[:3]]
    if not client.is_remote:
        return package_name(" ".join(of_file or of_title))
    from restamp.workflows.starting.fetching import host_words

    return package_name(" ".join(of_title or host_words(client.spec_name) or of_file))


def _words(separators: str, text: str) -> list[str]:
    return [word for word in re.split(separators, text) if word and not _NOTHING.fullmatch(word)]


def package_name(text: str) -> str:
    """A text as the name of a package."""
    from restamp.names.scope import snake_name

    return snake_name(text, "client") if text else "client"


def _output(root: Path, name: str) -> Path:
    """The default output: in the only package of the project, or in a folder for generated code."""
    packages = [init.parent for init in (root / "src").glob("*/__init__.py")]
    folder = packages[0] / "_vendor" if len(packages) == 1 else root / "generated"
    return folder / package_name(name)


def _is_known(plan: Draft) -> bool:
    """Whether the configuration has the client, with this document and output."""
    file, new = plan.configuration, plan.client
    if not configuration.holds_clients(file):
        return False
    clients = configuration.from_file(file, display_path(file), Diagnostics())
    return any(
        (one.name, one.spec, one.output) == (new.name, new.spec, new.output)
        and new.source in (None, one.source)
        for one in clients
    )


def _refuse(plan: Draft, diagnostics: Diagnostics, *, force: bool) -> None:
    """Errors for everything that prevents writing; nothing is overwritten unless forced."""
    problem = configuration.output_problem(plan.client.output, plan.client.root)
    if problem:
        message = f'"{display_path(plan.client.output)}": {problem}; choose one with --output'
        diagnostics.error("config-output", message)
    existing = [path for path, content in plan.documents.items() if _differs(path, content)]
    for path in (*existing, *((plan.overlay,) if plan.overlay.exists() else ())):
        if not force:
            message = (
                "already exists; use --force to overwrite it, or choose another name with --name"
            )
            diagnostics.error("init-exists", message, file=display_path(path))
    file = plan.configuration
    if not configuration.holds_clients(file):
        return
    name = display_path(file)
    for client in configuration.from_file(file, name, diagnostics, needs_clients=False):
        if client.name == plan.client.name:
            message = f'the client "{client.name}" already exists; choose another name with --name'
            diagnostics.error("init-exists", message, file=display_path(file))
        elif client.output == plan.client.output:
            message = f'the client "{client.name}" has this output; choose another with --output'
            diagnostics.error("init-exists", message, file=display_path(file))


def _differs(file: Path, content: bytes) -> bool:
    """Whether something else is at the path of a file."""
    try:
        return file.read_bytes() != content
    except FileNotFoundError:
        return False
    except OSError:
        return True


def write(
    plan: Draft, proposals: Sequence[Proposal], names: NamesKey = NAMES[0]
) -> tuple[Diagnostic, ...]:
    """Write the document, the overlay and the configuration; not the latter, with an error, if that fails."""
    diagnostics = Diagnostics()
    _write(plan, proposals, names, diagnostics)
    return (*diagnostics,)


def _write(
    plan: Draft, proposals: Sequence[Proposal], names: NamesKey, diagnostics: Diagnostics
) -> None:
    from restamp.proposals.overlay_text import overlay_text

    client, file = plan.client, plan.configuration
    values: dict[str, str | list[str]] = {"spec": _from(client.root, client.spec)}
    if proposals:
        values["overlays"] = [_from(client.root, plan.overlay)]
    values["output"] = _from(client.root, client.output)
    if client.source:
        values["source"] = client.source
    if names != NAMES[0]:
        values["names"] = names
    try:
        content = file.read_bytes() if file.exists() else b""
        nested = file.name != configuration.FILES[0] or b"[tool." in content
        written = config_text.with_client(content, client.name, values, in_pyproject=nested)
        if written is None:
            table = config_text.client_table(client.name, values, in_pyproject=nested)
            message = f"cannot be extended automatically; add this yourself:\n{table}"
            diagnostics.error("init-configuration", message.rstrip(), file=display_path(file))
            return
        for path, document in plan.documents.items():
            write_atomically(path, document)
        if proposals:
            text = overlay_text(plan.title, (*proposals,))
            write_atomically(plan.overlay, text.encode())
        write_atomically(file, written)
    except OSError as error:
        diagnostics.error(
            "init-unwritable", f"cannot be written: {reason(error)}", file=display_path(file)
        )


def _from(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()
