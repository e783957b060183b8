"""The view of a generated package's README."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from restamp.ir.operations import Location, Operation
from restamp.ir.types import Kind, Nullable, Primitive, Type
from restamp.names.parameters import FIELD
from restamp.python.calls.flat_bodies import has_unset
from restamp.python.calls.items import items_of
from restamp.python.calls.kinds import PAGED, WAITED, CallKind, kind_of
from restamp.python.calls.webhooks import headers_name
from restamp.python.modules.resources import resources_of
from restamp.python.modules.subject import Subject
from restamp.python.types.docstrings import one_line
from restamp.python.types.literals import literal
from restamp.python.views.client import has_server, server_url
from restamp.python.views.credentials import GRANTS, readme_rows

SPECIAL = re.compile(
    r"""[\\`*\[\]<|~$]"""  # markup anywhere
    r"""|(?<![^\W_])_|_(?![^\W_])"""  # emphasis at the start or end of a word
    r"""|\A[#>+=-]|(?<=\A\d)[.)]|(?<=\A\d\d)[.)]"""  # a heading, a quote, a list
    r"""|[#!%^](?=\w)|&(?=[#\w])"""  # references to issues and requests, entities
    r"""|:(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=www)\.""",  # addresses, emoji
    re.IGNORECASE,
)
"""Characters with a meaning in Markdown (CommonMark 0.31, section 2.4; GFM; repository hosts)."""
MAIL = re.compile(r"(?<=\S)@")
"""E-mail addresses become links even if their characters are escaped (GFM, "Autolinks (extension)")."""
PLAIN = re.compile(r"[^\w /{}.,:;=?&%@-]")


EXAMPLE_URL = "https://api.example.com"
"""A placeholder if the document has no server URL."""


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """The README of a generated package."""

    title: str
    package: str
    import_path: str
    base_url: str
    """Arguments of the client in the first call; empty if the document has a server URL."""
    base_url_variable: str
    intro: str
    example: str
    fake: str
    """The operation of the example in the fake."""
    paged: str
    """The first paginated operation; empty if there is none."""
    waited: str
    """The first operation with a waiter; empty if there is none."""
    streamed: str
    """The stream with the fewest arguments; empty if there is none."""
    stream_example: str
    """An example call of it."""
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
    operations: tuple[str, ...]
    """Rows of the table of operations."""
    credentials: tuple[str, ...]


def readme_view(subject: Subject) -> ReadmeView:
    """The view of the README."""
    api, names = subject.api, subject.names
    rows: list[str] = []
    resources = resources_of(subject)
    for resource in resources:
        for operation in sorted(resource.operations, key=lambda o: names.methods[o.id]):
            call = f"client.{names.call(operation.id)}"
            where = f"{operation.method} {operation.path}"
            text = one_line(operation.doc.summary or operation.doc.description, 100)
            items = items_of(subject, operation)
            text = ": ".join(filter(None, (items, text)))
            rows.append(f"| `{call}` | `{code_text(where)}` | {plain_text(text)} |")
    bodies = [operation.body for operation in api.operations if operation.body is not None]
    calls = [operation for resource in resources for operation in resource.operations]
    calls.sort(key=_effort)
    streams = [operation for operation in calls if not kind_of(operation).has_result]
    whole = [operation for operation in calls if kind_of(operation).has_result]
    example, fake = _example(subject, whole or streams)
    stream_example = _example(subject, streams)[0]
    credentials = tuple(readme_rows(subject, plain_text))
    grants = [f"`{name}`" for name in GRANTS if any(name in row for row in credentials)]
    return ReadmeView(
        title=plain_text(one_line(api.title, 80)),
        package=names.package,
        import_path=subject.import_path or names.package,
        base_url="" if has_server(api) else literal(_example_url(server_url(api))),
        base_url_variable=f"{names.package}_BASE_URL".upper(),
        intro=plain_text(one_line(api.doc.description or api.doc.summary, 300)),
        example=example,
        fake=fake if subject.has_testing else "",
        paged=_first(subject, PAGED),
        waited=_first(subject, WAITED),
        webhook=min(names.webhooks.values(), default=""),
        webhook_headers=min(
            (headers_name(names.webhooks[w.id]) for w in subject.api.webhooks if w.headers),
            default="",
        ),
        has_drift_log=subject.has_drift_log,
        has_recording=subject.has_recording,
        operations=tuple(rows),
        streamed=stream_example.partition("(")[0],
        stream_example=stream_example,
        credentials=credentials,
        has_flat=any(body.flat is not None for body in bodies),
        has_unset=any(has_unset(subject, operation) for operation in api.operations),
        has_xml=bool(subject.xml_ids),
        sends_items=any(content.codec.is_stream for body in bodies for content in body.contents),
        grants=" and ".join(grants),
    )


def _example_url(server: str) -> str:
    """A placeholder URL with the documented path."""
    path = server.rstrip("/")
    is_plain = re.fullmatch(r"(/[\w.~-]+)+", path, re.ASCII) is not None
    return EXAMPLE_URL + path if is_plain else EXAMPLE_URL


def _first(subject: Subject, kind: CallKind) -> str:
    """The first operation of a kind; empty if there is none."""
    operations = [
        f"client.{subject.names.call(operation.id)}"
        for operation in subject.api.operations
        if kind_of(operation) is kind
    ]
    return min(operations, default="")


def _example(subject: Subject, calls: list[Operation]) -> tuple[str, str]:
    """An example call of the best of these operations, and the same operation of the fake."""
    if not calls:
        return "", ""
    operation = calls[0]
    names = subject.names
    in_path = [p for p in operation.parameters if p.location is Location.PATH]
    in_path.sort(key=lambda p: operation.path.find("{" + p.wire_name + "}"))
    arguments = [
        _example_argument(names.parameters[operation.id, "path", p.wire_name], p.type)
        for p in in_path
    ]
    body = operation.body
    if body is not None and body.required and body.flat is None:
        arguments.append(names.parameters[operation.id, "body", ""])
    for parameter in operation.parameters:
        if parameter.location is not Location.PATH and parameter.required:
            name = names.parameters[operation.id, str(parameter.location), parameter.wire_name]
            arguments.append(f"{name}={_example_argument(name, parameter.type)}")
    if body is not None and body.required and body.flat is not None:
        for field in body.flat.passed:
            if field.required:
                name = names.parameters[operation.id, FIELD, field.wire_name]
                arguments.append(f"{name}={_example_argument(name, field.type)}")
    call = f"client.{names.call(operation.id)}({', '.join(arguments)})"
    return call, f"fake.{names.fake_call(operation.id)}"


def _example_argument(name: str, type_: Type) -> str:
    """An example value: the name as a string, 1 for a number, otherwise a variable with that name."""
    match type_:
        case Primitive(Kind.STRING):
            return literal(name)
        case Primitive(Kind.INTEGER):
            return "1"
        case Nullable(item):
            return _example_argument(name, item)
        case _:
            return name


def _effort(operation: Operation) -> tuple[bool, int, str]:
    """Sort key for examples: read-only operations with few arguments first."""
    required = sum(parameter.required for parameter in operation.parameters)
    return operation.method != "GET", required + (operation.body is not None), operation.id


def plain_text(text: str) -> str:
    """Escape text from a document for Markdown, including table cells."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return SPECIAL.sub(r"\\\g<0>", MAIL.sub(" @", printable.strip()))


def code_text(text: str) -> str:
    """Escape text from a document for a code span in a table."""
    return PLAIN.sub(lambda match: quote(match[0], safe="", errors="replace"), text)
