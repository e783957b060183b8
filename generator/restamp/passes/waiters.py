"""Check what is declared about waiting against the types of answers."""

from __future__ import annotations

from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.ir.api import Api
from restamp.ir.declarations import EnumDecl
from restamp.ir.members import Declarations, json_response, resolved, unwrap
from restamp.ir.operations import Operation
from restamp.ir.pagination import Waiter
from restamp.ir.types import Constant, Kind, Named, OneOf, Primitive, Type

SCALARS = (Kind.ANY, Kind.STRING, Kind.BOOLEAN, Kind.INTEGER)


def check_waiters(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Keep the waiters whose status exists; after this pass their paths are names that exist."""
    declarations = {declaration.id: declaration for declaration in api.declarations}
    operations: list[Operation] = []
    for operation in api.operations:
        waiter = operation.waiter
        if waiter is not None:
            found = _checked(operation, waiter, declarations)
            if isinstance(found, str):
                message = f"{found}; the operation has no `wait`"
                diagnostics.warning("waiter-invalid", message, waiter.at)
            operation = replace(operation, waiter=None if isinstance(found, str) else found)
        operations.append(operation)
    return replace(api, operations=tuple(operations))


def _checked(operation: Operation, waiter: Waiter, declarations: Declarations) -> Waiter | str:
    content = json_response(operation)
    if content is None:
        return "there is no JSON answer, or more than one type of it"
    if operation.pagination is not None:
        return "an answer that is a page has no status"
    status = resolved(content.type, waiter.status, declarations)
    if status is None:
        return f"{quoted('.'.join(waiter.status))} leads nowhere in the answer"
    strange = _strange(status[1], (*waiter.success, *waiter.failure), declarations)
    if strange is not None:
        return strange
    if waiter.fallback is None:
        return replace(waiter, status=status[0])
    fallback = resolved(content.type, waiter.fallback, declarations)
    if fallback is None:
        return f"{quoted('.'.join(waiter.fallback))} leads nowhere in the answer"
    return replace(waiter, status=status[0], fallback=fallback[0])


def _strange(
    type_: Type, values: tuple[str | int | bool, ...], declarations: Declarations
) -> str | None:
    """Why a status of this type can never have these values; None where it can."""
    match unwrap(type_, declarations):
        case Named(id_):
            held = declarations.get(id_)
            if not isinstance(held, EnumDecl):
                return "the status is no scalar"
            known = {member.value for member in held.members}
            unknown = [value for value in values if value not in known]
            return f"the status is never {quoted(unknown[0])}" if unknown else None
        case Primitive(kind) if kind in SCALARS:
            return None
        case Constant() | OneOf():
            return None
        case _:
            return "the status is no scalar"
