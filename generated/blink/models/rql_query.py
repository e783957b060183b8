from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypedDict

    class RqlQueryDict(TypedDict, total=False):
        limit: int
        offset: int
        sort: list[str]
        select: list[str]
        filter: Mapping[str, Any]

else:
    RqlQueryDict = dict
