"""Expressions for pagination and waiters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from restamp.ir.members import item_of, json_response, resolved
from restamp.ir.operations import Operation
from restamp.ir.pagination import Path, RequestLocation, Style, Waiter
from restamp.ir.types import ANY, OneOf
from restamp.python.types.imports import Imports
from restamp.python.types.literals import literal, parts
from restamp.python.types.public import PublicType
from restamp.python.types.received import ReceivedTypes
from restamp.runtime import modules as runtime


def paged_item(operation: Operation, types: ReceivedTypes) -> PublicType:
    """The type of the items of a page, for type checkers."""
    content, pages = json_response(operation), operation.pagination
    item = None
    if content is not None and pages is not None and pages.items is not None:
        end = resolved(content.type, pages.items, types.declarations)
        item = None if end is None else item_of(end[1], types.declarations)
    if isinstance(item, OneOf):
        item = replace(item, discriminator=None)
    return types(ANY if item is None else item)


def pages_argument(operation: Operation, imports: Imports) -> str:
    """The argument `pages` of a request; empty if the operation is not paginated."""
    pages = operation.pagination
    if pages is None:
        return ""
    arguments = [literal(str(pages.style))]
    if pages.items:
        arguments.append(_path(pages.items))
    if pages.position is not None:
        arguments.append(f"at={_place(pages.position, imports)}")
    for name in ("next", "last", "more", "final", "total", "count"):
        path: Path | None = getattr(pages, name)
        if path is not None:
            arguments.append(f"{name}={_path(path)}")
    if pages.template:
        at_template = imports.use(runtime.PAGE_TEMPLATES, "at_template")
        arguments.append(f"url={at_template}({literal(pages.template)})")
    if pages.first and pages.style in (Style.OFFSET, Style.PAGE):
        arguments.append(f"first={pages.first}")
    # The limit detects the last page only if the declaration does not say how to.
    if pages.is_partial and pages.limit is not None and pages.style in (Style.OFFSET, Style.PAGE):
        arguments.append(f"limit={_place(pages.limit, imports)}")
    return f"pages={imports.use(runtime.PAGED, 'Pages')}({', '.join(arguments)})"


def waiter_argument(waiter: Waiter, binding: Imports) -> str:
    """The waiter that an operation is bound with."""
    return f"{binding.use(runtime.WAITERS, 'Waiter')}({', '.join(_waiter(waiter))})"


def _waiter(waiter: Waiter) -> Iterator[str]:
    yield _path(waiter.status)
    yield f"success={parts([literal(value) for value in waiter.success])}"
    if waiter.failure:
        yield f"failure={parts([literal(value) for value in waiter.failure])}"
    if waiter.fallback is not None:
        yield f"fallback={_path(waiter.fallback)}"
    for name in ("delay", "factor", "cap", "grace"):
        seconds: float = getattr(waiter, name)
        if name != "grace" or seconds:
            yield f"{name}={literal(seconds)}"


def _place(place: RequestLocation, imports: Imports) -> str:
    if place.parameter is None:
        return f"{imports.use(runtime.PAGED, 'Body')}({_path(place.path)})"
    arguments = [literal(place.parameter), *([_path(place.path)] if place.path else [])]
    return f"{imports.use(runtime.PAGED, 'Query')}({', '.join(arguments)})"


def _path(path: Path) -> str:
    """A dotted path, or a tuple if a name contains a dot."""
    if any("." in name or not name for name in path):
        return parts([literal(name) for name in path])
    return literal(".".join(path))
