"""`restamp init`: a configuration for a document, and an overlay that makes better Python of it."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.cli.arguments import Arguments
from restamp.cli.clients import shown
from restamp.cli.console import Console, plain
from restamp.config import edit as config_text
from restamp.config import load as configuration
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics, Severity
from restamp.diagnostics.text import reason

if TYPE_CHECKING:
    from restamp.proposals.proposal import Proposal
    from restamp.proposals.propose import Proposed

_NOTHING = re.compile(
    r"(open)?_?api|an?|the|spec|swagger|schema|index|main|document|v?\d+", re.IGNORECASE
)
"""Names of files that say nothing of the API."""
_YES, _NO, _ALL, _NONE = "y", "n", "a", "s"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What will be written, and where."""

    client: ClientConfig
    configuration: Path
    overlay: Path


def run(arguments: Arguments, console: Console) -> int:
    """Write the configuration and the overlay; 2, with nothing written, where something is wrong."""
    from restamp.proposals.propose import propose

    diagnostics = Diagnostics()
    here = Path.cwd()
    spec = Path(os.path.normpath(here / arguments.file))
    draft = _draft(spec, here, arguments)
    with console.progress(draft.spec_name):
        proposed = propose(draft, diagnostics)
    if proposed is None or diagnostics.failed:
        console.report(d for d in diagnostics if d.severity is Severity.ERROR)
        return 2
    plan = _planned(draft, proposed.title, arguments, here)
    _refuse(plan, arguments, diagnostics)
    if diagnostics.failed:
        console.report(d for d in diagnostics if d.severity is Severity.ERROR)
        return 2
    kept = _chosen(proposed.proposals, arguments, console)
    before = len(diagnostics.entries)
    _write(plan, proposed, kept, diagnostics)
    console.report(diagnostics.entries[before:])
    if diagnostics.failed:
        return 2
    _tell(plan, kept, console)
    return 0


def _draft(spec: Path, here: Path, arguments: Arguments) -> ClientConfig:
    return ClientConfig(
        name="client",
        spec=spec,
        spec_name=Path(arguments.file).as_posix(),
        overlays=(),
        output=here / "client",
        root=here,
        allow_paths=tuple(here / path for path in arguments.allow_path),
        allow_remotes=tuple(arguments.allow_remote),
    )


def _planned(draft: ClientConfig, title: str, arguments: Arguments, here: Path) -> _Plan:
    file = configuration.find(here)
    if file is None:
        known = (here / name for name in reversed(configuration.FILES))
        file = next((path for path in known if path.is_file()), here / configuration.FILES[0])
    root = file.parent
    name = arguments.name or _name(draft.spec.stem, title)
    output = here / arguments.output if arguments.output else _output(root, name)
    client = replace(draft, name=name, output=Path(os.path.normpath(output)), root=root, file=file)
    overlay = draft.spec.with_name(f"{draft.spec.stem}.overlay.yaml")
    return _Plan(client, file, overlay)


def _name(stem: str, title: str) -> str:
    """A name for a client, and its package: what the file is called, or else the API."""
    from restamp.names.scope import snake_name

    words = [word for word in re.split(r"[._\s-]+", stem) if not _NOTHING.fullmatch(word)]
    if not words:
        said = (word for word in re.split(r"[\W_]+", title) if not _NOTHING.fullmatch(word))
        words = [word for word in said if word][:3]
    return snake_name(" ".join(words), "client") if words else "client"


def _output(root: Path, name: str) -> Path:
    """Below the one package of the project, or in a folder for what is generated."""
    packages = [init.parent for init in (root / "src").glob("*/__init__.py")]
    return packages[0] / "_vendor" / name if len(packages) == 1 else root / "generated" / name


def _refuse(plan: _Plan, arguments: Arguments, diagnostics: Diagnostics) -> None:
    """Errors for all that stands in the way; nothing is overwritten unless forced."""
    problem = configuration.output_problem(plan.client.output, plan.client.root)
    if problem:
        message = f'"{shown(plan.client.output)}": {problem}; choose one with --output'
        diagnostics.error("config-output", message, file="command line")
    if plan.overlay.exists() and not arguments.force:
        message = "is there already; --force overwrites it"
        diagnostics.error("init-exists", message, file=shown(plan.overlay))
    file = plan.configuration
    if not configuration.holds_clients(file):
        return
    for client in configuration.from_file(file, shown(file), diagnostics):
        if client.name == plan.client.name:
            message = f'there is a client "{client.name}" already; choose another name with --name'
            diagnostics.error("init-exists", message, file=shown(file))
        elif client.output == plan.client.output:
            message = f'the client "{client.name}" is written there; choose another with --output'
            diagnostics.error("init-exists", message, file=shown(file))


def _chosen(
    proposals: tuple[Proposal, ...], arguments: Arguments, console: Console
) -> tuple[Proposal, ...]:
    """The proposals to write: on a terminal those that are wanted, else all, the guesses as comments."""
    asked = sys.stdin.isatty() and sys.stderr.isatty() and not (arguments.yes or console.quiet)
    if not asked or not proposals:
        return proposals
    from rich.console import Console as Rich
    from rich.prompt import Prompt
    from rich.text import Text

    rich = Rich(stderr=True, highlight=False, markup=False, emoji=False)
    rich.print(
        f"{_YES} yes, {_NO} no, {_ALL} yes to all but guesses from here on, {_NONE} stop here"
    )
    kept: list[Proposal] = []
    rest = ""
    for number, proposal in enumerate(proposals, 1):
        if not rest:
            rich.print(Text(plain(_question(number, len(proposals), proposal))), soft_wrap=True)
            default = _YES if proposal.sure else _NO
            choices = [_YES, _NO, _ALL, _NONE]
            answer = Prompt.ask("  take it?", console=rich, choices=choices, default=default)
            rest = answer if answer in (_ALL, _NONE) else ""
            if answer == _YES:
                kept.append(replace(proposal, sure=True))
        if rest == _ALL:
            kept.append(proposal)
    return tuple(kept)


def _question(number: int, total: int, proposal: Proposal) -> str:
    updates = ", ".join(f"{key}: {value}" for key, value in proposal.update.items())
    guess = "" if proposal.sure else " (a guess)"
    return f"{number}/{total} {proposal.target}{guess}\n  {updates}\n  {proposal.why}"


def _write(
    plan: _Plan, proposed: Proposed, kept: tuple[Proposal, ...], diagnostics: Diagnostics
) -> None:
    """The overlay and then the configuration that names it; neither where the configuration cannot be."""
    from restamp.proposals.overlay_text import overlay_text

    client, file = plan.client, plan.configuration
    values: dict[str, str | list[str]] = {"spec": _from(client.root, client.spec)}
    if kept:
        values["overlays"] = [_from(client.root, plan.overlay)]
    values["output"] = _from(client.root, client.output)
    try:
        content = file.read_bytes() if file.exists() else b""
        nested = file.name != configuration.FILES[0] or b"[tool." in content
        written = config_text.with_client(content, client.name, values, in_pyproject=nested)
        if written is None:
            table = config_text.client_table(client.name, values, in_pyproject=nested)
            message = f"nothing can be added at its end; this is what it needs:\n{table}"
            diagnostics.error("init-configuration", message.rstrip(), file=shown(file))
            return
        if kept:
            text = overlay_text(proposed.title, kept)
            plan.overlay.write_text(text, "utf-8", newline="\n")
        beside = file.with_name(f".{file.name}.restamp")
        beside.write_bytes(written)
        if file.exists():
            beside.chmod(file.stat().st_mode)
        beside.replace(file)
    except OSError as error:
        diagnostics.error(
            "init-unwritable", f"cannot be written: {reason(error)}", file=shown(file)
        )


def _from(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _tell(plan: _Plan, kept: tuple[Proposal, ...], console: Console) -> None:
    client = plan.client
    console.say(f"{shown(plan.configuration)}: the client {client.name} -> {shown(client.output)}")
    if kept:
        sure = sum(proposal.sure for proposal in kept)
        guesses = len(kept) - sure
        actions = "1 action" if sure == 1 else f"{sure} actions"
        comments = f", {guesses} as comments, for you to decide" if guesses else ""
        console.say(f"{shown(plan.overlay)}: {actions}{comments}")
    console.remark(f"`restamp generate {client.name}` writes it")
