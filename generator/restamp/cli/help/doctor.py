"""`restamp doctor`: versions, configuration, and which clients are out of date and why."""

from __future__ import annotations

import json
from collections.abc import Iterator

from restamp.cli.console import Console
from restamp.cli.options.arguments import Arguments
from restamp.workflows.doctor import Client, Examination, examine

_KEY = 18


def run(arguments: Arguments, console: Console) -> int:
    """Print what was examined; returns 1 if something is wrong, 2 if the configuration cannot be read."""
    with console.progress("doctor"):
        examination = examine(arguments.request())
    console.report(examination.diagnostics)
    if arguments.format == "json":
        console.output(json.dumps(_as_json(examination), indent=2))
    else:
        console.output("\n".join(_lines(examination)))
    if examination.failed:
        return 2
    return 0 if examination.is_healthy else 1


def _lines(one: Examination) -> Iterator[str]:
    for version in one.versions:
        problem = f"  ({version.problem})" if version.problem else ""
        yield _line(version.name, f"{version.version or 'not installed'}{problem}")
    yield _line("Python", f"{one.python} ({one.executable})")
    yield _line("cache", one.cache)
    yield _line("configuration", one.configuration or "none; `restamp init` writes one")
    for client in one.clients:
        yield ""
        yield f"{client.name}: {client.state}"
        yield from _client_lines(client)


def _client_lines(client: Client) -> Iterator[str]:
    yield _line("  document", client.document)
    if client.source:
        yield _line("  source", client.source)
    yield _line("  output", client.output)
    for reason in client.reasons:
        yield _line("  why", reason)
    for remark in client.remarks:
        yield _line("  learned", remark)


def _line(key: str, value: str) -> str:
    return f"{key:{_KEY}}{value}"


def _as_json(one: Examination) -> dict[str, object]:
    return {
        "healthy": one.is_healthy,
        "python": {"version": one.python, "executable": one.executable},
        "packages": {
            version.name: {"version": version.version or None, "problem": version.problem or None}
            for version in one.versions
        },
        "cache": one.cache,
        "configuration": one.configuration or None,
        "clients": [
            {
                "name": client.name,
                "document": client.document,
                "source": client.source or None,
                "output": client.output,
                "state": str(client.state),
                "reasons": [*client.reasons],
                "learned": [*client.remarks],
            }
            for client in one.clients
        ],
    }
