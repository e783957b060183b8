"""Generate the package of a new client, and write its first call as the user can run it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from restamp.config.model import ClientConfig
from restamp.ir.operations import Operation
from restamp.pointers import is_url
from restamp.python.markdown.readme import ReadmeView, readme_view
from restamp.python.modules.subject import Subject
from restamp.python.types.literals import literal
from restamp.python.views.client import has_server, server_url, url_of
from restamp.records import dataclass
from restamp.workflows.build import build
from restamp.workflows.generate import Generated, write
from restamp.workflows.selection import display_path
from restamp.workflows.starting.fetching import base_url


@dataclass(frozen=True, slots=True)
class FirstCall:
    """A short program that calls the API."""

    code: str
    path: str
    """The folder that must be on Python's path; empty if the program runs in the working directory."""
    server: str = ""
    """The server that it calls, if the document has several."""
    others: tuple[str, ...] = ()
    """The other servers of the document, with the defaults of their variables."""
    variable: str = ""
    """The environment variable that sets another server."""


@dataclass(frozen=True, slots=True)
class FirstPackage:
    """The result of the first generation."""

    generated: Generated
    call: FirstCall | None
    """None if the package was not written, or has no operation."""


def generate_first(config: ClientConfig, here: Path, *, force: bool) -> FirstPackage:
    """Generate and write the package; `here` is the folder in which the user will try it."""
    built = build(config, force=force)
    if built.failed:
        return FirstPackage(Generated(built.without_files(), built.diagnostics), None)
    analysis = None if built.result is None else built.result.analysis
    outcome = write(built, force=force)
    generated = Generated(built.without_files(), built.diagnostics, outcome)
    if outcome.failed or analysis is None:
        return FirstPackage(generated, None)
    return FirstPackage(generated, first_call(config, analysis.subject, here))


def first_call(config: ClientConfig, subject: Subject, here: Path) -> FirstCall | None:
    """The first call of a client; None if it has no operation."""
    view = readme_view(subject)
    calls = {f"client.{subject.names.call(o.id)}": o for o in subject.api.operations}
    if view.first.name not in calls:
        return None
    module = module_in(config, here)
    code = (
        f"from {module} import Client\n\n"
        f"with Client({client_arguments(config, subject, view)}) as client:\n"
        f"    print({view.first.call})\n"
    )
    top = config.output.parents[module.count(".")]
    server, *others = dict.fromkeys(map(url_of, subject.api.servers)) or [""]
    return FirstCall(
        code,
        "" if top == here else display_path(top),
        server if others else "",
        (*others,),
        view.base_url_variable,
    )


def client_arguments(config: ClientConfig, subject: Subject, view: ReadmeView) -> str:
    """The arguments of `Client` for the first call: its server, if the document has none, and its credentials."""
    calls = {f"client.{subject.names.call(o.id)}": o for o in subject.api.operations}
    operation = calls.get(view.first.name)
    credentials = () if operation is None else _credentials(subject, operation)
    arguments = [*_server(config, subject, view.base_url)]
    arguments += [f'{argument}="..."' for argument in credentials]
    return ", ".join(arguments)


def module_in(config: ClientConfig, here: Path) -> str:
    """The name by which the package is imported in a folder."""
    parts = Path(os.path.relpath(config.output, here)).parts
    is_below = all(part.isidentifier() for part in parts) and "src" not in parts
    known = config.import_path or config.output.name
    return ".".join(parts) if is_below and "." not in known else known


def _server(config: ClientConfig, subject: Subject, example: str) -> Iterator[str]:
    """`base_url`, if the document has no server that can be called."""
    server = server_url(subject.api)
    if has_server(subject.api) and "{" not in server:
        return
    source = config.source or ""
    url = base_url(source, server) if is_url(source) and "{" not in server else ""
    if url or example:
        yield f"base_url={literal(url) if url else example}"
    else:
        yield 'base_url="https://api.example.com"'


def _credentials(subject: Subject, operation: Operation) -> Iterator[str]:
    """The arguments of the credentials that an operation needs."""
    known = subject.names.credentials
    for alternative in operation.security:
        if all(scheme in known for scheme in alternative):
            for scheme in alternative:
                yield from known[scheme].arguments
            return
