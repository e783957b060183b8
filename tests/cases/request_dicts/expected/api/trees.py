"""Operations of trees."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def grow_tree(
    body: models.Tree | models.TreeDict | None = None,
) -> Request[models.OnlyAnswered]:
    """POST /trees

    Returns:
        Grown.
    """
    return Request(
        "POST",
        "/trees",
        models.OnlyAnswered,
        body=body,
    )
