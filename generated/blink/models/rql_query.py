from __future__ import annotations

from typing import Any

from .._runtime.model import Model


class RqlQuery(Model):
    """A query in RQL, the vendor's query language for lists."""

    limit: int | None = None
    """How many results to return at most; the server may return fewer."""
    offset: int | None = None
    """How many results to skip."""
    sort: list[str] | None = None
    """Properties to sort by; a leading `-` turns the order round."""
    select: list[str] | None = None
    """Properties to return; without it, all."""
    filter: dict[str, Any] | None = None
    """Conditions by property, all of which hold. A plain value means equality; an object
    of operators ($eq, $neq, $gt, $lt, $gte, $lte, $like with `%` and `_`) means all of
    them; a list of such filters under `$or` means one of them.
    """
