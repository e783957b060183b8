"""Write an example in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from restamp.diagnostics.examples.example import GENERATE, Example

_LANGUAGES: Mapping[str, str] = {
    ".har": "json",
    ".jinja": "jinja",
    ".json": "json",
    ".jsonl": "json",
    ".lock": "json",
    ".md": "md",
    ".py": "python",
    ".toml": "toml",
    ".yaml": "yaml",
}
_WIDTH = 120


def example_text(example: Example, output: str = "") -> str:
    """The files and the commands of an example, and what the last command prints, if that is known."""
    return "".join(_blocks(example, output))


def _blocks(example: Example, output: str) -> Iterator[str]:
    yield from _files(example.files, "")
    if example.before:
        yield _block("sh", example.before)
        for name in (name for name, text in example.then.items() if not text):
            yield f"Then `{name}` is removed.\n\n"
        later = {name: text for name, text in example.then.items() if text}
        yield from _files(later, "Then, in ")
    if example.needs:
        yield f"{example.needs}\n\n"
    if example.before or example.command != GENERATE:
        yield _block("sh", example.command)
    if output:
        yield _block("text", output)


def _files(texts: Mapping[str, str], lead: str) -> Iterator[str]:
    for name, text in texts.items():
        shown = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        lines = (_cut(line) for line in shown.splitlines())
        yield f"{lead}`{name}`:\n\n"
        yield _block(_LANGUAGES.get(PurePath(name).suffix, "text"), "\n".join(lines))


def _cut(line: str) -> str:
    """A line of a text, without control characters, and cut where it only repeats."""
    visible = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
    return visible if len(visible) <= _WIDTH else f"{visible[: _WIDTH - 1]}…"


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n\n"
