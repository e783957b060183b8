"""Operations of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from .. import models
from .._runtime.parameters import JsonText, Styled
from .._runtime.request import Request


def delete_a_by_second_by_first(
    second: list[str],
    first: int,
    *,
    shared: str | None = None,
) -> Request[None]:
    """DELETE /a/{second}/{first}

    Args:
        first: Comes last in the URL.
    """
    return Request(
        "DELETE",
        "/a/{second}/{first}",
        None,
        path={"second": second, "first": first},
        query={"shared": shared},
    )


def find(
    second: list[str],
    first: int,
    *,
    shared: bool,
    ids: Sequence[int] | None = None,
    csv: list[str] | None = None,
    pipes: list[str] | None = None,
    deep: Mapping[str, str] | None = None,
    q: models.FindQ | models.FindQDict | None = None,
    x_trace: str | None = None,
    session: str | None = None,
    since: datetime | None = None,
    owner: UUID | str | None = None,
    order: models.FindOrder | Literal["up", "down"] | None = None,
    states: Sequence[models.FindState | Literal["open", "closed"]] | None = None,
) -> Request[bool]:
    """GET /a/{second}/{first}

    Args:
        first: Comes last in the URL.
    """
    return Request(
        "GET",
        "/a/{second}/{first}",
        bool,
        path={"second": second, "first": first},
        query={
            "shared": shared,
            "ids": ids,
            "csv": Styled(csv, "form", explode=False),
            "pipes": Styled(pipes, "pipeDelimited", explode=False),
            "deep": Styled(deep, "deepObject", explode=True),
            "q": JsonText(q),
            "since": since,
            "owner": owner,
            "order": order,
            "states": states,
        },
        headers={"X-Trace": x_trace},
        cookies={"session": session},
    )


def get_b_by_undeclared(
    undeclared: str,
) -> Request[None]:
    """GET /b/{undeclared}"""
    return Request(
        "GET",
        "/b/{undeclared}",
        None,
        path={"undeclared": undeclared},
    )
