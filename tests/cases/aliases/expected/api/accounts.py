"""Operations of accounts."""

from __future__ import annotations

from .. import models
from .._runtime.request import Request


def get_account() -> Request[models.Account]:
    """GET /account"""
    return Request(
        "GET",
        "/account",
        models.Account,
    )
