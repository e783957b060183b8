"""`restamp init`: write a configuration for a document, and an overlay that improves the generated names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.cli.terminal.questions import can_ask, choice, chosen, confirmed, show
from restamp.config.model import NAMES, NamesKey
from restamp.diagnostics.model import Diagnostics
from restamp.workflows.selection import display_path, select
from restamp.workflows.starting.init import Draft, draft, write

if TYPE_CHECKING:
    from restamp.proposals.proposal import Proposal
    from restamp.workflows.starting.first_call import FirstCall

SERVERS = 4
"""Other servers that are listed."""


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
    if plan.is_known:
        console.status(f"{display_path(plan.configuration)}: has the client {plan.client.name}")
        return _finish(plan, arguments, console)
    asked = can_ask(arguments, console)
    names = arguments.style or (_asked_for_names(plan) if asked else NAMES[0])
    proposals = plan.proposals_for(names)
    if asked and proposals:
        proposals = _chosen(proposals)
    diagnostics = write(plan, proposals, names)
    console.report(diagnostics)
    if Diagnostics([*diagnostics]).failed:
        return 2
    _print_summary(plan, proposals, console)
    return _finish(plan, arguments, console)


def _finish(plan: Draft, arguments: Arguments, console: Console) -> int:
    """Configure the repository, and generate the package; returns 2 if that fails."""
    if not _configure(plan, arguments, console):
        return 2
    if arguments.no_generate:
        console.hint(f"run `restamp generate {plan.client.name}` to write it")
        return 0
    return _generate(plan, arguments, console)


def _asked_for_names(plan: Draft) -> NamesKey:
    """The style of names that the user chooses, who sees a few calls in each; the default if all are the same."""
    if plan.styles is None or not plan.styles.examples:
        return NAMES[0]
    verdict = plan.styles.verdict
    show(["What should name the calls?"])
    for example in plan.styles.examples:
        show([f"  {example.operation}"])
        show(f"    {style:10}  {call}" for style, call in example.calls.items())
    show([f"  auto takes {verdict.style}: {verdict.reason}"])
    answer = choice("  Names?", NAMES, "auto")
    return next(key for key in NAMES if key == answer)


def _chosen(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """The proposals that the user accepts; guesses that were not confirmed become comments."""
    accepted = chosen(
        proposals,
        _question,
        default=lambda proposal: proposal.sure,
        all_others="yes to all others except guesses",
    )
    return tuple(replace(a.item, sure=True) if a.singly else a.item for a in accepted)


def _question(number: str, proposal: Proposal) -> str:
    updates = ", ".join(f"{key}: {value}" for key, value in proposal.update.items())
    guess = "" if proposal.sure else " (a guess)"
    return f"{number} {proposal.target}{guess}\n  {updates}\n  {proposal.why}"


def _configure(plan: Draft, arguments: Arguments, console: Console) -> bool:
    """Offer what keeps the package out of the tools of the repository; False, with errors, if writing fails."""
    from restamp.workflows.repository.settings import DRIVER_COMMAND, settings_for, write_settings
    from restamp.workflows.starting.first_call import module_in

    settings = settings_for(plan.client, module_in(plan.client, plan.client.root))
    for line in settings.advice:
        console.hint(f"to keep the package out, add to {line}")
    if not settings.changes:
        return True
    asked = can_ask(arguments, console)
    if asked or not arguments.yes:
        console.hint(
            "To keep the generated package out of linters and coverage, and collapsed in reviews:"
        )
        for change in settings.changes if not console.quiet else ():
            console.diff(change.diff, errors=True)
    if not (arguments.yes or (asked and confirmed("  Add this?"))):
        console.hint("not added" if asked else "not added; the same command with --yes adds it")
        return True
    diagnostics = write_settings(settings)
    console.report(diagnostics)
    for change in settings.changes:
        console.status(f"{display_path(change.file)}: the package is {_effect(change.file)}")
    if any(change.file.name == ".gitattributes" for change in settings.changes):
        console.hint(f"to merge locks automatically, run in each clone: {DRIVER_COMMAND}")
    return not diagnostics


def _effect(file: Path) -> str:
    """What a file of the repository does with the package now."""
    match file.name:
        case ".gitattributes":
            return "collapsed in reviews, and its lock can be merged"
        case "CODEOWNERS":
            return "reviewed by whom you like, not by its code owners"
        case _:
            return "kept out of linters and coverage"


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
    from restamp.cli.generate import show as show_result
    from restamp.workflows.starting.first_call import generate_first

    selection = select(replace(arguments.request(), names=[plan.client.name]))
    console.report(selection.diagnostics)
    if not selection.clients:
        return 2
    (config,) = selection.clients
    with console.progress(f"{config.name}: {config.spec_name}"):
        first = generate_first(config, Path.cwd(), force=arguments.force)
    if not show_result(config, first.generated, console):
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
    if call.others:
        shown = ", ".join(call.others[:SERVERS])
        more = len(call.others) - SERVERS
        others = shown if more <= 0 else f"{shown} and {more} more"
        console.status(
            f"\nserver: {call.server} (the first of the document); others: {others};"
            f" see `base_url` or {call.variable}"
        )
