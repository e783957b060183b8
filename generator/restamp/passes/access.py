"""Split what differs between request and answer because of `readOnly` and `writeOnly`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import Access, AliasDecl, Declaration, EnumDecl, ObjectDecl
from restamp.ir.types import Named, NameHint, Type
from restamp.ir.walk import (
    map_declaration,
    map_operation,
    parts,
    reachable,
    references,
    request_types,
    response_types,
    webhook_types,
    with_ids,
)

SENT = "?request"
"""What the id of a declaration's request variant ends with; no JSON Pointer has a `?` there."""


def split_by_access(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Give objects with a required read-only field a variant to be sent.

    One class serves both ways unless a field is required in one of them only: a required read-only
    field is not there in a request, a required write-only field not in an answer (OpenAPI 3.0,
    section 4.7.24). What refers to such an object is split with it. An object that travels one way
    only is adapted to that way, and not split.
    """
    declarations = {declaration.id: declaration for declaration in api.declarations}
    sent = reachable((t for o in api.operations for t in request_types(o)), declarations)
    arriving = [t for o in api.operations for t in response_types(o)]
    arriving += [t for webhook in api.webhooks for t in webhook_types(webhook)]
    answered = reachable(arriving, declarations)
    differing = {d.id for d in api.declarations if _differs(d)}
    split = _spread(differing & sent & answered, declarations) & sent & answered
    only_sent = (differing & sent) - answered
    for declaration in api.declarations:
        if declaration.id in split:
            declarations[declaration.id] = _answer_side(declaration)
            made = _request_side(declaration, split)
            declarations[made.id] = made
        elif declaration.id in only_sent:
            declarations[declaration.id] = _without(declaration, Access.READ_ONLY)
        elif declaration.id in differing:
            declarations[declaration.id] = _answer_side(declaration)
    for id_ in sent - answered:
        # What is only sent refers to the variants that are to be sent.
        declarations[id_] = _redirected(declarations[id_], _change(split))
    change = _change(split)
    return replace(
        api,
        declarations=tuple(declarations[id_] for id_ in sorted(declarations)),
        operations=tuple(map_operation(o, change, lambda t: t) for o in api.operations),
    )


def _differs(declaration: Declaration) -> bool:
    return isinstance(declaration, ObjectDecl) and any(
        field.required and field.access is not Access.BOTH for field in declaration.fields
    )


def _spread(start: set[str], declarations: dict[str, Declaration]) -> set[str]:
    """The declarations that reach one of `start`, those included."""
    users: dict[str, set[str]] = {}
    for declaration in declarations.values():
        for part in parts(declaration):
            for id_ in references(part):
                users.setdefault(id_, set()).add(declaration.id)
    found, todo = set(start), list(start)
    while todo:
        for user in users.get(todo.pop(), ()):
            if user not in found:
                found.add(user)
                todo.append(user)
    return found


def _change(split: set[str]) -> Callable[[Type], Type]:
    def id_of(id_: str) -> str:
        return id_ + SENT if id_ in split else id_

    return with_ids(id_of)


def _redirected(declaration: Declaration, change: Callable[[Type], Type]) -> Declaration:
    made = map_declaration(declaration, change)
    if isinstance(made, ObjectDecl):
        bases = (change(Named(base)) for base in made.bases)
        return replace(made, bases=tuple(base.id for base in bases if isinstance(base, Named)))
    return made


def _request_side(declaration: Declaration, split: set[str]) -> Declaration:
    """The variant to be sent, under an id and a name of its own."""
    made = _redirected(_without(declaration, Access.READ_ONLY), _change(split))
    hint = declaration.hint
    pinned = None if hint.pinned is None else f"{hint.pinned}Request"
    named = NameHint(f"{hint.words} request", hint.parents, hint.least, "", pinned)
    match made:
        case ObjectDecl():
            return replace(made, id=declaration.id + SENT, hint=named)
        case AliasDecl():
            return replace(made, id=declaration.id + SENT, hint=named)
        case EnumDecl():
            return made


def _answer_side(declaration: Declaration) -> Declaration:
    return _without(declaration, Access.WRITE_ONLY)


def _without(declaration: Declaration, access: Access) -> Declaration:
    """The declaration without the required fields that do not travel this way.

    Optional ones stay: they do no harm, and a caller may know better than the document.
    """
    if not isinstance(declaration, ObjectDecl):
        return declaration
    kept = tuple(f for f in declaration.fields if f.access is not access or not f.required)
    return replace(declaration, fields=kept)
