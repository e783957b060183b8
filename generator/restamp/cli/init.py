"""`restamp init`: write a configuration for a document, and an overlay that improves the generated names."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.cli.console import Console, plain
from restamp.cli.options.arguments import Arguments
from restamp.config.model import NAMES, NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.workflows.selection import display_path, select
from restamp.workflows.starting.init import Draft, draft, write

if TYPE_CHECKING:
    from rich.console import Console as Rich

    from restamp.proposals.proposal import Proposal
    from restamp.workflows.starting.first_call import FirstCall

_YES, _NO, _ALL, _NONE = "y", "n", "a", "s"


def run(arguments: Arguments, console: Console) -> int:
    """Write the configuration and the overlay; returns 2, with nothing written, if there are errors."""
    plan = draft(
        arguments.file,
        arguments.request(),
        name=arguments.name,
        output=arguments.output,
        force=arguments.force,
        progress=console.progress,
    )
    console.report(plan.diagnostics)
    if plan.failed:
        return 2
    asked = sys.stdin.isatty() and sys.stderr.isatty() and not (arguments.yes or console.quiet)
    names = arguments.style or (_asked_for_names(plan) if asked else NAMES[0])
    proposals = plan.proposals_for(names)
    if asked and proposals:
        proposals = _chosen(proposals)
    diagnostics = write(plan, proposals, names)
    console.report(diagnostics)
    if Diagnostics([*diagnostics]).failed:
        return 2
    _print_summary(plan, proposals, console)
    if arguments.no_generate:
        console.hint(f"run `restamp generate {plan.client.name}` to write it")
        return 0
    return _generate(plan, arguments, console)


def _asked_for_names(plan: Draft) -> NamesKey:
    """The style of names that the user chooses, who sees a few calls in each; the default if all are the same."""
    if plan.styles is None or not plan.styles.examples:
        return NAMES[0]
    from rich.prompt import Prompt
    from rich.text import Text

    rich, verdict = _terminal(), plan.styles.verdict
    rich.print("What should name the calls?")
    for example in plan.styles.examples:
        rich.print(Text(plain(f"  {example.operation}")), soft_wrap=True)
        for style, call in example.calls.items():
            rich.print(Text(plain(f"    {style:10}  {call}")), soft_wrap=True)
    rich.print(Text(plain(f"  auto takes {verdict.style}: {verdict.reason}")), soft_wrap=True)
    answer = Prompt.ask("  Names?", console=rich, choices=[*NAMES], default="auto")
    return next(key for key in NAMES if key == answer)


def _chosen(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """The proposals that the user accepts."""
    from rich.prompt import Prompt
    from rich.text import Text

    rich = _terminal()
    rich.print(
        f"{_YES} yes, {_NO} no, {_ALL} yes to all others except guesses, {_NONE} no to all others"
    )
    accepted: list[Proposal] = []
    rest = ""
    for number, proposal in enumerate(proposals, 1):
        if not rest:
            rich.print(Text(plain(_question(number, len(proposals), proposal))), soft_wrap=True)
            default = _YES if proposal.sure else _NO
            choices = [_YES, _NO, _ALL, _NONE]
            answer = Prompt.ask("  Accept?", console=rich, choices=choices, default=default)
            rest = answer if answer in (_ALL, _NONE) else ""
            if answer == _YES:
                accepted.append(replace(proposal, sure=True))
        if rest == _ALL:
            accepted.append(proposal)
    return tuple(accepted)


def _terminal() -> Rich:
    from rich.console import Console as Rich

    return Rich(stderr=True, highlight=False, markup=False, emoji=False)


def _question(number: int, total: int, proposal: Proposal) -> str:
    updates = ", ".join(f"{key}: {value}" for key, value in proposal.update.items())
    guess = "" if proposal.sure else " (a guess)"
    return f"{number}/{total} {proposal.target}{guess}\n  {updates}\n  {proposal.why}"


def _print_summary(plan: Draft, proposals: Sequence[Proposal], console: Console) -> None:
    client = plan.client
    for path in plan.documents:
        console.status(f"{display_path(path)}: stored from {plan.client.source}")
    console.status(
        f"{display_path(plan.configuration)}: the client {client.name} -> {display_path(client.output)}"
    )
    if proposals:
        sure = sum(proposal.sure for proposal in proposals)
        guesses = len(proposals) - sure
        actions = "1 action" if sure == 1 else f"{sure} actions"
        comments = f", {guesses} as comments; uncomment those you want" if guesses else ""
        console.status(f"{display_path(plan.overlay)}: {actions}{comments}")


def _generate(plan: Draft, arguments: Arguments, console: Console) -> int:
    """Generate the package, and print its first call; returns 2 if that fails."""
    from restamp.cli.generate import show
    from restamp.workflows.starting.first_call import generate_first

    selection = select(replace(arguments.request(), names=[plan.client.name]))
    console.report(selection.diagnostics)
    if not selection.clients:
        return 2
    (config,) = selection.clients
    with console.progress(f"{config.name}: {config.spec_name}"):
        first = generate_first(config, Path.cwd(), force=arguments.force)
    if not show(config, first.generated, console):
        return 2
    if first.call is not None:
        _print_call(first.call, console)
    return 0


def _print_call(call: FirstCall, console: Console) -> None:
    where = f" with {call.path} on Python's path (PYTHONPATH={call.path})" if call.path else ""
    console.status(f"\nA first call{where}; it needs the packages httpx2 and pydantic:\n")
    console.status(
        "".join(f"    {line}".rstrip() + "\n" for line in call.code.splitlines()).rstrip()
    )
