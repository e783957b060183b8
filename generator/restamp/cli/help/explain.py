"""`restamp explain`: what a code of a diagnostic or a rule of the diff means, and what to do about it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from difflib import get_close_matches

from restamp.api_diff.rules import BY_ID
from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.diagnostics.catalog import ENTRIES
from restamp.diagnostics.catalog.explained import explanation, listed_codes

_WIDTH = 100


def run(arguments: Arguments, console: Console) -> int:
    """Print the explanation of each code, or the list of all codes; returns 2 for an unknown code."""
    if not arguments.codes:
        console.output("\n".join(listed_codes()).rstrip("\n"))
        return 0
    codes = [code.strip("[]") for code in arguments.codes]
    unknown = [code for code in codes if not _explained(code)]
    known = [_explained(code) for code in codes if code not in unknown]
    if known:
        console.output("\n".join(map(_wrapped, known)).rstrip("\n"))
    for code in unknown:
        close = get_close_matches(code, [*ENTRIES, *BY_ID], 1)
        advice = f'did you mean "{close[0]}"?' if close else "`restamp explain` lists all codes"
        console.refuse(f'there is no code "{code}"; {advice}')
    return 2 if unknown else 0


def _explained(code: str) -> str:
    if text := explanation(code):
        return text
    rule = BY_ID.get(code)
    if rule is None:
        return ""
    levels = ", ".join(level.value for level in rule.levels)
    return (
        f"{rule.id}: a rule of `restamp diff` ({levels})\n\n{rule.why}\n\nExample: {rule.example}\n"
    )


def _wrapped(text: str) -> str:
    return "".join(f"{line}\n" for line in _lines(text))


def _lines(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if line.startswith(" "):  # an example
            yield line
        else:
            yield from textwrap.wrap(line, _WIDTH, break_on_hyphens=False) or [""]
