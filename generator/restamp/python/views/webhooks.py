"""The view of the module `webhooks`: a function for each webhook and callback."""

from __future__ import annotations

from restamp.ir.operations import Codec, Webhook
from restamp.python.calls.webhooks import WebhookFunction, headers_name, webhook_functions
from restamp.python.modules.subject import Subject
from restamp.python.types.annotations import Annotator, package_annotator
from restamp.python.types.docstrings import docstring
from restamp.python.types.imports import Imports
from restamp.python.views.models import doc_blocks
from restamp.records import dataclass
from restamp.runtime import modules as runtime


@dataclass(frozen=True, slots=True)
class WebhookView:
    """A function that parses a webhook or callback with `decoder` of the runtime."""

    name: str
    decoder: str
    annotation: str
    doc: str
    argument: str = "payload"
    accepted: str = "bytes | str"
    """The type of the argument."""


@dataclass(frozen=True, slots=True)
class WebhooksView:
    """The module `webhooks`."""

    imports: tuple[str, ...]
    webhooks: tuple[WebhookView, ...]


def webhooks_view(subject: Subject) -> WebhooksView:
    """The functions in order of their names."""
    names = subject.names
    imports = Imports(
        frozenset(
            {*names.webhooks.values(), *map(headers_name, names.webhooks.values())}
            | {"annotations", "headers", "payload", "validation", "value"}
        ),
        package=".",
        runtime=subject.runtime,
    )
    imports.use(runtime.WEBHOOKS, "Validation")
    annotator = package_annotator(subject, imports)
    views = tuple(_view(function, annotator) for function in webhook_functions(subject))
    return WebhooksView(tuple(imports.lines()), views)


def _view(function: WebhookFunction, annotator: Annotator) -> WebhookView:
    webhook, imports = function.webhook, annotator.imports
    title = f"{webhook.method} {webhook.name}"
    if function.is_of_headers:
        return WebhookView(
            function.name,
            imports.use(runtime.WEBHOOK_HEADERS, "decoded_headers"),
            annotator.text(function.type),
            docstring([f"Headers of {title}"], 4),
            "headers",
            imports.use(runtime.WEBHOOK_HEADERS, "Headers"),
        )
    return WebhookView(
        function.name,
        imports.use(*_decoder(webhook)),
        annotator.text(function.type),
        docstring([*doc_blocks(webhook.doc), title], 4),
    )


def _decoder(webhook: Webhook) -> tuple[str, str]:
    """The module and the function of the runtime."""
    match webhook.content and webhook.content.codec:
        case Codec.FORM:
            return runtime.WEBHOOK_FORMS, "decoded_form"
        case Codec.MULTIPART:
            return runtime.WEBHOOK_FORMS, "decoded_multipart"
        case Codec.XML:
            return runtime.WEBHOOK_XML, "decoded_xml"
        case _:
            return runtime.WEBHOOKS, "decoded"
