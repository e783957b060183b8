"""The view of a generated package's README."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from restamp.python.calls.flat_bodies import has_unset
from restamp.python.calls.kinds import PAGED, WAITED
from restamp.python.calls.webhooks import headers_name
from restamp.python.markdown.examples import Example, Examples
from restamp.python.markdown.texts import plain_text
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import one_line
from restamp.python.types.literals import literal
from restamp.python.views.client import has_server, server_url
from restamp.python.views.credentials import GRANTS, readme_rows
from restamp.records import dataclass

EXAMPLE_URL = "https://api.example.com"
"""A placeholder if the document has no server URL."""
INTRO = 300
"""Maximum length of the first sentence of the API's description."""


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """The README of a generated package; examples without a name belong to sections that it does not have."""

    title: str
    package: str
    import_path: str
    base_url: str
    """Arguments of the client in the first call; empty if the document has a server URL."""
    base_url_variable: str
    server: str
    """The default server; empty if there is none, or if its URL means something in Markdown."""
    intro: str
    first: Example
    failing: Example
    """The operation of the section about errors."""
    error: str
    """The class of one of its errors."""
    paged: Example
    waited: Example
    streamed: str
    """The operations that are streams, one of each kind; empty if there are none."""
    stream_call: str
    """An example call of the first."""
    has_testing: bool
    """Whether there is a fake of the API, and an operation."""
    has_xml: bool
    """Whether bodies are XML."""
    sends_items: bool
    """Whether a body is a sequence of items."""
    has_flat: bool
    """Whether the fields of a body are arguments."""
    has_unset: bool
    """Whether one of them has the default `UNSET`."""
    grants: str
    """The classes in the table of credentials; empty if there are none."""
    webhook: str
    """The first function that parses a webhook; empty if there is none."""
    webhook_headers: str
    """The first function that parses webhook headers; empty if there is none."""
    has_drift_log: bool
    """Whether there is a log of differences."""
    has_recording: bool
    """Whether calls can be recorded."""
    credentials: tuple[str, ...]


def readme_view(subject: Subject) -> ReadmeView:
    """The view of the README."""
    api, names, examples = subject.api, subject.names, Examples(subject)
    bodies = [operation.body for operation in api.operations if operation.body is not None]
    credentials = tuple(readme_rows(subject, plain_text))
    first, failing = examples.first_call(), examples.failing()
    streams = dict(_streams(examples))
    return ReadmeView(
        title=plain_text(one_line(api.title, 80)),
        package=names.package,
        import_path=subject.import_path or names.package,
        base_url="" if has_server(api) else literal(_example_url(server_url(api))),
        base_url_variable=f"{names.package}_BASE_URL".upper(),
        server=_plain_url(server_url(api)) if has_server(api) else "",
        intro=plain_text(one_line(api.doc.description or api.doc.summary, INTRO)),
        first=first,
        failing=failing,
        error=_error(failing),
        paged=examples.of_kind(PAGED),
        waited=examples.of_kind(WAITED),
        streamed=" or ".join(streams),
        stream_call=next(iter(streams.values()), ""),
        has_testing=subject.has_testing and bool(first.name),
        webhook=min(names.webhooks.values(), default=""),
        webhook_headers=min(
            (headers_name(names.webhooks[w.id]) for w in api.webhooks if w.headers), default=""
        ),
        has_drift_log=subject.has_drift_log,
        has_recording=subject.has_recording,
        credentials=credentials,
        has_flat=any(body.flat is not None for body in bodies),
        has_unset=any(has_unset(subject, operation) for operation in api.operations),
        has_xml=bool(subject.xml_ids),
        sends_items=any(content.codec.is_stream for body in bodies for content in body.contents),
        grants=" and ".join(_grants(credentials)),
    )


def _streams(examples: Examples) -> Iterator[tuple[str, str]]:
    """The operations that are streams, in Markdown, with example calls."""
    stream, streamable = examples.stream(), examples.streamable()
    if stream.name:
        yield f"`{stream.name}`", stream.call
    if streamable.name:
        yield f"`{streamable.name}.stream(...)`", streamable.stream


def _grants(rows: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in GRANTS if any(name in row for row in rows)]


def _error(failing: Example) -> str:
    if not failing.errors:
        return "StatusError"
    preferred = "NotFoundError"
    return preferred if preferred in failing.errors else failing.errors[0]


def _plain_url(server: str) -> str:
    return server if re.fullmatch(r"[\w.~:/\[\]-]{1,80}", server, re.ASCII) else ""


def _example_url(server: str) -> str:
    """A placeholder URL with the documented path."""
    path = server.rstrip("/")
    is_plain = re.fullmatch(r"(/[\w.~-]+)+", path, re.ASCII) is not None
    return EXAMPLE_URL + path if is_plain else EXAMPLE_URL
