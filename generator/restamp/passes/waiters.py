"""Check declared waiters against the types of responses."""

from __future__ import annotations

from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.ir.api import Api
from restamp.ir.declarations import EnumDecl
from restamp.ir.members import Declarations, json_response, resolved, unwrap
from restamp.ir.operations import Operation
from restamp.ir.pagination import Waiter
from restamp.ir.types import Constant, Kind, Named, OneOf, Primitive, Type

SCALARS = (Kind.ANY, Kind.STRING, Kind.BOOLEAN, Kind.INTEGER)


def check_waiters(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Keep the waiters with a valid status; after this pass their paths exist in the response."""
    if all(operation.waiter is None for operation in api.operations):
        return api
    declarations = api.by_id
    operations: list[Operation] = []
    for operation in api.operations:
        waiter = operation.waiter
        if waiter is not None:
            result = _checked(operation, waiter, declarations)
            if isinstance(result, Problem):
                message = f"{result.message}; the operation has no `wait`"
                diagnostics.warning(result.code, message, waiter.at)
            operation = replace(operation, waiter=None if isinstance(result, Problem) else result)
        operations.append(operation)
    return replace(api, operations=tuple(operations))


def _checked(operation: Operation, waiter: Waiter, declarations: Declarations) -> Waiter | Problem:
    content = json_response(operation)
    if content is None:
        return _invalid("there is no JSON response, or several types of it")
    if operation.pagination is not None:
        return _invalid("a paginated response has no status")
    status = resolved(content.type, waiter.status, declarations)
    if status is None:
        return _invalid(f"{quoted('.'.join(waiter.status))} does not exist in the response")
    problem = _impossible_value(status[1], (*waiter.success, *waiter.failure), declarations)
    if problem is not None:
        return problem
    if waiter.fallback is None:
        return replace(waiter, status=status[0])
    fallback = resolved(content.type, waiter.fallback, declarations)
    if fallback is None:
        return _invalid(f"{quoted('.'.join(waiter.fallback))} does not exist in the response")
    return replace(waiter, status=status[0], fallback=fallback[0])


def _impossible_value(
    type_: Type, values: tuple[str | int | bool, ...], declarations: Declarations
) -> Problem | None:
    """Why a status of this type cannot have these values; None if it can."""
    match unwrap(type_, declarations):
        case Named(id_):
            declaration = declarations.get(id_)
            if not isinstance(declaration, EnumDecl):
                return _invalid("the status is not a scalar")
            known = {member.value for member in declaration.members}
            unknown = [value for value in values if value not in known]
            return _invalid(f"the status is never {quoted(unknown[0])}") if unknown else None
        case Primitive(kind) if kind in SCALARS:
            return None
        case Constant() | OneOf():
            return None
        case _:
            return _invalid("the status is not a scalar")


def _invalid(message: str) -> Problem:
    return Problem("waiter-invalid", message)
