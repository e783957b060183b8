"""Split objects that differ between request and response because of `readOnly` and `writeOnly`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import Access, AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import Named, NameHint, Type
from restamp.ir.walk import (
    dependents,
    map_declaration,
    map_items,
    map_operation,
    reachable,
    request_types,
    response_types,
    webhook_types,
    with_ids,
)

SENT = "?request"
"""Suffix of the ids of request variants; no JSON Pointer has a `?` there."""


def split_by_access(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Add a request variant of objects with required read-only fields.

    One class serves requests and responses unless a field is required in one of them only: a required
    read-only field is absent in requests, a required write-only field in responses (OpenAPI 3.0,
    section 4.7.24). Declarations that refer to such an object are split as well. An object that is only
    used in one direction is adapted to it, and not split.
    """
    differing = {d.id for d in api.declarations if _differs(d)}
    if not differing:
        return api
    declarations = dict(api.by_id)
    sent = reachable((t for o in api.operations for t in request_types(o)), declarations)
    received_types = [t for o in api.operations for t in response_types(o)]
    received_types += [t for webhook in api.webhooks for t in webhook_types(webhook)]
    received = reachable(received_types, declarations)
    split = dependents(differing & sent & received, declarations) & sent & received
    only_sent = (differing & sent) - received
    for declaration in api.declarations:
        if declaration.id in split:
            declarations[declaration.id] = _response_side(declaration)
            request_variant = _request_side(declaration, split)
            declarations[request_variant.id] = request_variant
        elif declaration.id in only_sent:
            declarations[declaration.id] = _without(declaration, Access.READ_ONLY)
        elif declaration.id in differing:
            declarations[declaration.id] = _response_side(declaration)
    operations = api.operations
    if split:
        change = _to_request_variants(split)
        for id_ in sent - received:
            # Types that are only in requests refer to the request variants.
            declarations[id_] = _with_request_variants(declarations[id_], change)
        operations = map_items(operations, lambda o: map_operation(o, change, lambda t: t))
    return replace(
        api,
        declarations=tuple(declarations[id_] for id_ in sorted(declarations)),
        operations=operations,
    )


def _differs(declaration: Declaration) -> bool:
    return isinstance(declaration, ObjectDecl) and any(
        field.required and field.access is not Access.BOTH for field in declaration.fields
    )


def _to_request_variants(split: set[str]) -> Callable[[Type], Type]:
    def id_of(id_: str) -> str:
        return id_ + SENT if id_ in split else id_

    return with_ids(id_of)


def _with_request_variants(declaration: Declaration, change: Callable[[Type], Type]) -> Declaration:
    result = map_declaration(declaration, change)
    if isinstance(result, ObjectDecl):
        bases = (change(Named(base)) for base in result.bases)
        return replace(result, bases=tuple(base.id for base in bases if isinstance(base, Named)))
    return result


def _request_side(declaration: Declaration, split: set[str]) -> Declaration:
    """The request variant, with its own id and name."""
    variant = _with_request_variants(
        _without(declaration, Access.READ_ONLY), _to_request_variants(split)
    )
    hint = declaration.hint
    pinned = None if hint.pinned is None else f"{hint.pinned}Request"
    new_hint = NameHint(f"{hint.words} request", hint.parents, hint.least, "", pinned)
    match variant:
        case ObjectDecl():
            return replace(variant, id=declaration.id + SENT, hint=new_hint)
        case AliasDecl():
            return replace(variant, id=declaration.id + SENT, hint=new_hint)
        case EnumDecl():
            return variant


def _response_side(declaration: Declaration) -> Declaration:
    return _without(declaration, Access.WRITE_ONLY)


def _without(declaration: Declaration, access: Access) -> Declaration:
    """The declaration without its required fields of this access.

    Optional fields stay: they do no harm, and callers may know better than the document.
    """
    if not isinstance(declaration, ObjectDecl):
        return declaration
    fields = tuple(f for f in declaration.fields if f.access is not access or not f.required)
    if len(fields) == len(declaration.fields):
        return declaration
    return replace(declaration, fields=fields)
