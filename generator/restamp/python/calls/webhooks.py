"""The functions that parse webhooks, as values."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.operations import Codec, Webhook
from restamp.ir.types import Kind, Primitive, Type
from restamp.pointers import join_pointer
from restamp.python.modules.subject import Subject
from restamp.python.types.public import PublicType
from restamp.python.types.received import ReceivedTypes
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class WebhookFunction:
    """A function that parses the payload or the headers of a webhook."""

    name: str
    type: PublicType
    """The return type."""
    at: str
    webhook: Webhook
    is_of_headers: bool = False


def webhook_functions(subject: Subject) -> Iterator[WebhookFunction]:
    """All functions: those for headers first, each kind sorted by name."""
    names, types = subject.names.webhooks, ReceivedTypes(subject.declarations, subject.names)
    ordered = sorted(subject.api.webhooks, key=lambda webhook: names[webhook.id])
    for webhook in ordered:
        if webhook.headers is not None:
            name, at = headers_name(names[webhook.id]), join_pointer(webhook.id, "parameters")
            yield WebhookFunction(name, types(webhook.headers), at, webhook, is_of_headers=True)
    for webhook in ordered:
        yield WebhookFunction(names[webhook.id], types(_payload(webhook)), webhook.id, webhook)


def headers_name(name: str) -> str:
    """The function for the headers of a webhook, by the name of the function for its payload."""
    return f"headers_of_{name.removeprefix('parse_')}"


def _payload(webhook: Webhook) -> Type:
    content = webhook.content
    if content is None:
        return Primitive(Kind.NULL)
    match content.codec:
        case Codec.JSON | Codec.FORM | Codec.MULTIPART | Codec.XML:
            return content.type
        case Codec.TEXT:
            return Primitive(Kind.STRING)
        case _:
            return Primitive(Kind.BINARY)
