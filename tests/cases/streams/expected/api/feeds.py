"""Operations of feeds."""

from __future__ import annotations

from typing import Annotated

from .. import models
from .._runtime.events import Event
from .._runtime.model import UnknownVariant
from .._runtime.stream_requests import Items, StreamRequest
from .._runtime.unions import Discriminated


def envelope() -> StreamRequest[models.EnvelopeEvent]:
    """Nothing but `data`, said to be the event's.

    GET /envelope
    """
    return StreamRequest(
        "GET",
        "/envelope",
        Items(models.EnvelopeEvent, "text/event-stream", whole="json"),
    )


def follow_run() -> StreamRequest[models.RunEvent]:
    """Whole events of several kinds, by their names.

    GET /run
    """
    return StreamRequest(
        "GET",
        "/run",
        Items(
            models.RunEvent,
            "text/event-stream",
            whole="either",
            texts=("note",),
            done="[END]",
        ),
    )


def log() -> StreamRequest[models.LogLine]:
    """Whole events whose data is text.

    GET /log
    """
    return StreamRequest(
        "GET",
        "/log",
        Items(models.LogLine, "text/event-stream", whole="text"),
    )


def mixed() -> (
    StreamRequest[
        Annotated[
            models.EventAddString
            | models.EventAddInt64
            | models.EventAddJson
            | UnknownVariant,
            Discriminated(
                "event",
                {
                    "addInt64": "EventAddInt64",
                    "addJson": "EventAddJson",
                    "addString": "EventAddString",
                },
            ),
        ]
    ]
):
    """As in the standard, a union beside what its members share.

    GET /mixed
    """
    return StreamRequest(
        "GET",
        "/mixed",
        Items(
            Annotated[
                models.EventAddString
                | models.EventAddInt64
                | models.EventAddJson
                | UnknownVariant,
                Discriminated(
                    "event",
                    {
                        "addInt64": "EventAddInt64",
                        "addJson": "EventAddJson",
                        "addString": "EventAddString",
                    },
                ),
            ],
            "text/event-stream",
            whole="either",
            texts=("addInt64", "addString"),
        ),
    )


def news() -> StreamRequest[models.NewsEvent]:
    """Whole events, their data described as JSON in text.

    GET /news
    """
    return StreamRequest(
        "GET",
        "/news",
        Items(models.NewsEvent, "text/event-stream", whole="json"),
    )


def ticks(
    *,
    timeout: int | None = None,
) -> StreamRequest[Event]:
    """Bare events, since the schema says text.

    GET /ticks
    """
    return StreamRequest(
        "GET",
        "/ticks",
        Items(Event, "text/event-stream", done="bye"),
        query={"timeout": timeout},
    )


def watch() -> StreamRequest[models.Change]:
    """Only a stream, its schema that of the data.

    GET /watch
    """
    return StreamRequest(
        "GET",
        "/watch",
        Items(models.Change, "text/event-stream"),
    )
