"""An example of one code: files, and a command that reports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from textwrap import dedent

from restamp.records import dataclass

GENERATE = "restamp generate --spec spec.yaml --output client"


@dataclass(frozen=True, slots=True)
class Example:
    """What raises one code, and nothing else."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """Texts by path. A surrogate escape stands for a byte that is not UTF-8 (PEP 383)."""
    command: str = GENERATE
    before: str = ""
    """A command that runs first."""
    then: Mapping[str, str] = field(default_factory=dict[str, str])
    """Files that are written or changed between both commands; an empty text removes one."""
    needs: str = ""
    """What else must be so, where files and commands cannot say it."""


def document(text: str) -> Example:
    """A document that raises the code when a client is generated."""
    return Example({"spec.yaml": dedent(text)})


def files(texts: Mapping[str, str], command: str = GENERATE) -> Example:
    """Several files, and the command."""
    return Example({name: dedent(text) for name, text in texts.items()}, command)


def changed(
    texts: Mapping[str, str], before: str, then: Mapping[str, str], command: str
) -> Example:
    """Files, a first command, what changes after it, and the command that raises the code."""
    return Example(
        {name: dedent(text) for name, text in texts.items()},
        command,
        before,
        {name: dedent(text) for name, text in then.items()},
    )
