"""Write a diff as GitHub Actions workflow commands, which annotate lines of the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from restamp.api_diff.changes.findings import Difference, Level, Place
from restamp.api_diff.rendering.causes import Cause, causes_of
from restamp.api_diff.rendering.summary import title, verdict
from restamp.api_diff.rendering.types import listed
from restamp.diagnostics.text import printable

COMMANDS = {Level.BREAKING: "error", Level.TESTS: "warning", Level.HARMLESS: "notice"}
REVISION = re.compile(r"(?<=\.json|\.yaml)@[^@]+$|(?<=\.yml)@[^@]+$", re.IGNORECASE)
"""Suffix of the file name for a document from a git revision."""
LISTED = 300
"""Width of the list of symbols of a cause."""


def as_github(difference: Difference, *, spelled_out: bool = False) -> str:
    """Write one annotation for each cause, or with `spelled_out` for each finding."""
    causes = causes_of(difference)
    if spelled_out:
        causes = tuple(Cause((finding,)) for finding in difference.findings)
    lines = [_command("notice", {"title": title(difference)}, verdict(difference))]
    properties = {**dict(_place(difference.version_at)), "title": title(difference)}
    lines += [_command("warning", properties, remark) for remark in difference.remarks]
    return "\n".join([*lines, *map(_annotation, causes)]) + "\n"


def _annotation(cause: Cause) -> str:
    finding = cause.first
    command = "notice" if finding.accepted else COMMANDS[finding.level]
    properties = {**dict(_place(finding.new or finding.old)), "title": finding.kind}
    text = "".join(span.text for span in cause.brief(LISTED))
    if len(cause.findings) > 1:
        text = "".join(span.text for span in cause.lead(LISTED))
        text += f": {listed(cause.symbols, LISTED)}"
    why = f" ({cause.whys})" if cause.whys else ""
    mark = "" if cause.level is Level.HARMLESS else f" [{cause.fingerprint}]"
    return _command(command, properties, f"{text}{why}{mark}")


def _place(place: Place | None) -> Iterator[tuple[str, str]]:
    if place is not None and place.file and "://" not in place.file:
        yield "file", REVISION.sub("", place.file)
        if place.line:
            yield "line", str(place.line)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    """Write one workflow command, escaped so that its text cannot start another."""
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
