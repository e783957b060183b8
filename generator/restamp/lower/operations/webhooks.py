"""Lower webhooks and the callbacks of operations: requests that the API sends."""

from __future__ import annotations

from collections.abc import Iterator

from restamp.ir.declarations import Field, ObjectDecl
from restamp.ir.operations import Webhook
from restamp.ir.types import Doc, NameHint, Type
from restamp.lower.context import Lowering, doc_of
from restamp.lower.operations.contents import body_of
from restamp.lower.operations.operations import hint_of
from restamp.lower.operations.parameters import headers_of
from restamp.lower.operations.paths import items_of, methods_of
from restamp.pointers import join_pointer
from restamp.spec.tree.node import Node


def webhooks_of(lowering: Lowering) -> Iterator[Webhook]:
    """Yield all webhooks of the document and all callbacks of its operations, in order of their locations."""
    root = lowering.document.root
    webhooks = root.get("webhooks")
    for name, member in sorted(webhooks.items()) if webhooks is not None else ():
        yield from _of_item(lowering, name, member, NameHint(name))
    for path, item in items_of(lowering):
        for method, operation in methods_of(lowering, item):
            if operation.has("callbacks"):
                yield from _callbacks(lowering, operation, hint_of(operation, method, path))


def _callbacks(lowering: Lowering, operation: Node, hint: NameHint) -> Iterator[Webhook]:
    callbacks = operation.get("callbacks")
    for name, member in sorted(callbacks.items()) if callbacks is not None else ():
        callback = lowering.document.resolve(member) if member.is_mapping else None
        for expression, item in sorted(callback.items()) if callback is not None else ():
            inner = NameHint(name, (hint.words,))
            yield from _of_item(lowering, expression, item, inner)


def _of_item(lowering: Lowering, name: str, member: Node, hint: NameHint) -> Iterator[Webhook]:
    item = lowering.document.resolve(member) if member.is_mapping else None
    if item is None or name.startswith("x-"):
        return
    methods = list(methods_of(lowering, item))
    for method, node in methods:
        words = hint.words if len(methods) == 1 else f"{hint.words} {method.lower()}"
        own = NameHint(words, hint.parents)
        body = body_of(lowering, node.get("requestBody"), own.child("payload"))
        content = None if body is None else body.contents[0]
        headers = _headers(lowering, item, node, own.child("headers"))
        yield Webhook(node.at, own, method, name, content, doc_of(node), headers)


def _headers(lowering: Lowering, item: Node, operation: Node, hint: NameHint) -> Type | None:
    """Declare an object with the header parameters as fields."""
    parameters = headers_of(lowering, item, operation, hint)
    if not parameters:
        return None
    fields = tuple(
        Field(p.wire_name, p.type, p.required, p.at, doc=p.doc, pinned=p.pinned) for p in parameters
    )
    doc = Doc("The headers of a request that the API sends.")
    return lowering.declare(
        ObjectDecl(join_pointer(operation.at, "parameters"), hint, fields, doc=doc)
    )
