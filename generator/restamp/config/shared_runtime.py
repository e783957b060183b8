"""The key `runtime`: one runtime for the clients of a configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from restamp.config.import_paths import import_path
from restamp.config.model import ClientConfig

Refuse = Callable[[str], None]


def sharing(
    clients: Iterable[ClientConfig], runtime: Path, refuse: Refuse
) -> tuple[ClientConfig, ...]:
    """The clients with the runtime that they share; `refuse` takes each reason why one cannot."""
    listed = tuple(clients)
    outputs = tuple(client.output for client in listed)
    for client in listed:
        for problem in _problems(client, runtime):
            refuse(problem)
    return tuple(replace(one, runtime=runtime, runtime_users=outputs) for one in listed)


def _problems(client: ClientConfig, runtime: Path) -> Iterator[str]:
    output = client.output
    if runtime.is_relative_to(output) or output.is_relative_to(runtime):
        yield f'it overlaps the output of "{client.name}"; give it a folder of its own'
        return
    names = import_path(output, client.root).split(".")
    top = output.parents[len(names) - 2] if len(names) > 1 else None
    if top is None:
        yield (
            f'the client "{client.name}" is not inside a package, so it cannot import a runtime beside it; move it'
            f" into one (below `src`, or with an `__init__.py` in {output.parent.name})"
        )
    elif not runtime.is_relative_to(top):
        yield f'it is outside the package "{top.name}", in which the client "{client.name}" is'
