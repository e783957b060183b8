"""Write proposals as an overlay: one action each, with the reason first; uncertain ones are commented out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from restamp.proposals.proposal import Proposal, Topic
from restamp.spec.tree.tree import Json

_TITLES = {
    Topic.NAMES: "Names.",
    Topic.PAGES: "Pagination.",
    Topic.WAITING: "Waiting for a final state.",
    Topic.REPEATING: "Retries: requests that may be repeated after a failure.",
}
_PLAIN = re.compile(r"[A-Za-z$][\w$./'\[\](){}<> ,;-]*", re.ASCII)
"""Strings that need no quotes in YAML block style."""
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z$][\w$./-]*", re.ASCII)
_WORDS = frozenset("true false yes no on off null y n".split())
"""Words that some YAML parsers do not read as strings."""


def overlay_text(title: str, proposals: Iterable[Proposal]) -> str:
    """Write the overlay; there must be at least one proposal."""
    proposals = tuple(proposals)
    return "".join(f"{line}\n" for line in _lines(title, proposals))


def _lines(title: str, proposals: tuple[Proposal, ...]) -> Iterator[str]:
    yield "# Written by `restamp init`; you may edit it. docs/reference/extensions.md of Restamp lists all extensions."
    if any(not proposal.sure for proposal in proposals):
        yield "# A commented action is a guess: remove the # if it is right, and the action if it is not."
    yield "overlay: 1.0.0"
    yield "info:"
    yield f"  title: {_scalar(f'Better Python for {title}')}"
    yield "  version: 1.0.0"
    yield "actions:"
    if not any(proposal.sure for proposal in proposals):
        yield "  - target: $.info"
        yield "    description: Changes nothing; an overlay must have an action."
        yield "    update: {}"
    for topic in Topic:
        by_topic = [proposal for proposal in proposals if proposal.topic is topic]
        if by_topic:
            yield ""
            yield f"  # {_TITLES[topic]}"
        for proposal in by_topic:
            start = "" if proposal.sure else "# "
            yield from (f"  {start}{line}" for line in _action(proposal))


def _action(proposal: Proposal) -> Iterator[str]:
    yield f"- target: {_scalar(proposal.target)}"
    yield f"  description: {_scalar(proposal.why)}"
    yield "  update:"
    for key, value in proposal.update.items():
        if isinstance(value, Mapping):
            yield f"    {key}:"
            for inner, member in value.items():
                yield f"      {inner}: {_flow(member)}"
        else:
            yield f"    {key}: {_flow(value)}"


def _flow(value: Json) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(member)}" for key, member in value.items()) + "}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case str():
            return _scalar(value, _PLAIN_IN_FLOW)
        case _:
            return json.dumps(value)


def _scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """Format a string in YAML, in quotes if necessary."""
    if plain.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(" "):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted) + '"'
