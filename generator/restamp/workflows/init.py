"""Propose a configuration for a document, and an overlay that improves the generated names."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.config import edit as config_text
from restamp.config import load as configuration
from restamp.config.model import NAMES, ClientConfig, NamesKey, Style
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.text import reason
from restamp.output.files import write_atomically
from restamp.workflows.build import Progress, no_progress
from restamp.workflows.selection import Request, display_path

if TYPE_CHECKING:
    from restamp.proposals.proposal import Proposal
    from restamp.proposals.styles import Styles

_NOTHING = re.compile(
    r"(open)?_?api|an?|the|spec|swagger|schema|index|main|document|v?\d+", re.IGNORECASE
)
"""File names that do not name the API."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new client of a document, with proposals for better names."""

    client: ClientConfig
    configuration: Path
    overlay: Path
    title: str
    """Of the document."""
    proposals: Mapping[Style, tuple[Proposal, ...]]
    """By the style of names."""
    styles: Styles | None = None
    """What the calls are like in each style; None if it cannot be written."""
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
    """Read a document and propose a client; with `force`, an existing overlay is overwritten."""
    from restamp.proposals.propose import propose

    diagnostics = Diagnostics()
    client = _client(file, request)
    with progress(client.spec_name):
        proposed = propose(client, diagnostics)
    draft = Draft(client, client.spec, client.spec, "", {})
    if proposed is not None and not diagnostics.failed:
        draft = _planned(client, proposed.title, name, output)
        draft = replace(draft, proposals=proposed.proposals, styles=proposed.styles)
        _refuse(draft, diagnostics, force=force)
    errors = tuple(d for d in diagnostics if d.severity is Severity.ERROR)
    return replace(draft, diagnostics=errors)


def _client(file: str, request: Request) -> ClientConfig:
    root = request.root
    return ClientConfig(
        name="client",
        spec=Path(os.path.normpath(root / file)),
        spec_name=Path(file).as_posix(),
        overlays=(),
        output=root / "client",
        root=root,
        allow_paths=tuple(root / path for path in request.allow_paths),
        allow_remotes=tuple(request.allow_remotes),
    )


def _planned(client: ClientConfig, title: str, name: str | None, output: str | None) -> Draft:
    here = client.root
    file = configuration.find(here)
    if file is None:
        known = (here / name for name in reversed(configuration.FILES))
        file = next((path for path in known if path.is_file()), here / configuration.FILES[0])
    root = file.parent
    name = name or _name(client.spec.stem, title)
    target = Path(os.path.normpath(here / output if output else _output(root, name)))
    overlay = client.spec.with_name(f"{client.spec.stem}.overlay.yaml")
    client = replace(client, name=name, output=target, root=root, file=file)
    return Draft(client, file, overlay, title, {})


def _name(stem: str, title: str) -> str:
    """A name for the client and its package, from the file name or the title."""
    from restamp.names.scope import snake_name

    words = [word for word in re.split(r"[._\s-]+", stem) if not _NOTHING.fullmatch(word)]
    if not words:
        words = [
            word for word in re.split(r"[\W_]+", title) if word and not _NOTHING.fullmatch(word)
        ]
        words = words[:3]
    return snake_name(" ".join(words), "client") if words else "client"


def _output(root: Path, name: str) -> Path:
    """The default output: in the only package of the project, or in a folder for generated code."""
    packages = [init.parent for init in (root / "src").glob("*/__init__.py")]
    return packages[0] / "_vendor" / name if len(packages) == 1 else root / "generated" / name


def _refuse(plan: Draft, diagnostics: Diagnostics, *, force: bool) -> None:
    """Errors for everything that prevents writing; nothing is overwritten unless forced."""
    problem = configuration.output_problem(plan.client.output, plan.client.root)
    if problem:
        message = f'"{display_path(plan.client.output)}": {problem}; choose one with --output'
        diagnostics.error("config-output", message)
    if plan.overlay.exists() and not force:
        message = "already exists; use --force to overwrite it"
        diagnostics.error("init-exists", message, file=display_path(plan.overlay))
    file = plan.configuration
    if not configuration.holds_clients(file):
        return
    for client in configuration.from_file(file, display_path(file), diagnostics):
        if client.name == plan.client.name:
            message = f'the client "{client.name}" already exists; choose another name with --name'
            diagnostics.error("init-exists", message, file=display_path(file))
        elif client.output == plan.client.output:
            message = f'the client "{client.name}" has this output; choose another with --output'
            diagnostics.error("init-exists", message, file=display_path(file))


def write(
    plan: Draft, proposals: Sequence[Proposal], names: NamesKey = NAMES[0]
) -> tuple[Diagnostic, ...]:
    """Write the overlay and the configuration; neither, with an error, if that fails."""
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
