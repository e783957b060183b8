"""Operations of records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import models
from .._runtime.files import FileContent
from .._runtime.request import Request
from .._runtime.stream_requests import Items, StreamRequest


def anything() -> StreamRequest[Any]:
    """GET /anything"""
    return StreamRequest(
        "GET",
        "/anything",
        Items(Any, "application/x-jsonl"),
    )


def lines() -> StreamRequest[models.Change]:
    """GET /lines"""
    return StreamRequest(
        "GET",
        "/lines",
        Items(models.Change, "application/x-ndjson"),
    )


def listed() -> StreamRequest[models.Change]:
    """A schema of a list is one of its items.

    GET /listed
    """
    return StreamRequest(
        "GET",
        "/listed",
        Items(models.Change, "application/jsonl"),
    )


def send_sequence(
    body: Sequence[int] | FileContent,
) -> Request[None]:
    """POST /sequence"""
    return Request(
        "POST",
        "/sequence",
        None,
        body=body,
        media_type="application/json-seq",
    )


def sequence() -> StreamRequest[models.SequenceItem]:
    """GET /sequence"""
    return StreamRequest(
        "GET",
        "/sequence",
        Items(models.SequenceItem, "application/geo+json-seq"),
    )
