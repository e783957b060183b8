"""The view of the module `webhooks`: a function for everything that the API sends."""

from __future__ import annotations

from restamp.ir.operations import Codec, Webhook
from restamp.ir.types import Kind, Primitive, Type
from restamp.python.types.annotations import Annotator
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.python.views.models import doc_blocks
from restamp.python.views.views import Subject, WebhooksView, WebhookView
from restamp.runtime import modules as runtime


def webhooks_view(subject: Subject) -> WebhooksView:
    """The functions in order of their names."""
    names = subject.names
    imports = Imports(
        frozenset(
            {*names.webhooks.values(), *map(headers_name, names.webhooks.values())}
            | {"annotations", "headers", "payload", "validation", "value"}
        ),
        package=".",
    )
    imports.use(runtime.WEBHOOKS, "Validation")

    def named(id_: str) -> str:
        return f"{imports.use('.', 'models')}.{names.types[id_]}"

    annotator = Annotator(imports, subject.declarations, names.types, named)
    ordered = sorted(subject.api.webhooks, key=lambda webhook: names.webhooks[webhook.id])
    views: list[WebhookView] = []
    for webhook in ordered:
        name, title = names.webhooks[webhook.id], f"{webhook.method} {webhook.name}"
        if webhook.headers is not None:
            views.append(
                WebhookView(
                    headers_name(name),
                    imports.use(runtime.WEBHOOK_HEADERS, "decoded_headers"),
                    annotator(webhook.headers),
                    docstring([f"Headers of {title}"], 4),
                    "headers",
                    imports.use(runtime.WEBHOOK_HEADERS, "Headers"),
                )
            )
    views += [
        WebhookView(
            names.webhooks[webhook.id],
            imports.use(*_decoder(webhook)),
            annotator(_type(webhook)),
            docstring([*doc_blocks(webhook.doc), f"{webhook.method} {webhook.name}"], 4),
        )
        for webhook in ordered
    ]
    return WebhooksView(tuple(imports.lines()), tuple(views))


def headers_name(name: str) -> str:
    """The function for the headers of the webhook that the function of this name parses."""
    return f"headers_of_{name.removeprefix('parse_')}"


def _decoder(webhook: Webhook) -> tuple[str, str]:
    """The module of the runtime, and its function."""
    match webhook.content and webhook.content.codec:
        case Codec.FORM:
            return runtime.WEBHOOK_FORMS, "decoded_form"
        case Codec.MULTIPART:
            return runtime.WEBHOOK_FORMS, "decoded_multipart"
        case _:
            return runtime.WEBHOOKS, "decoded"


def _type(webhook: Webhook) -> Type:
    content = webhook.content
    if content is None:
        return Primitive(Kind.NULL)
    match content.codec:
        case Codec.JSON | Codec.FORM | Codec.MULTIPART:
            return content.type
        case Codec.TEXT:
            return Primitive(Kind.STRING)
        case _:
            return Primitive(Kind.BINARY)
