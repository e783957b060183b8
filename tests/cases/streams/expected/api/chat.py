"""Operations of chat."""

from __future__ import annotations

from .. import models
from .._runtime.request import by_status
from .._runtime.stream_requests import Items, StreamableRequest


def chat(
    body: models.Question | models.QuestionDict,
) -> StreamableRequest[models.Answer, models.AnswerPart]:
    """Whole, or as a stream that the body asks for.

    POST /chat
    """
    return StreamableRequest(
        "POST",
        "/chat",
        models.Answer,
        Items(models.AnswerPart, "text/event-stream", done="[DONE]", in_body=True),
        body=body,
    )


def export() -> StreamableRequest[list[models.Change] | None, models.Change]:
    """Whole or as a stream, as the header Accept asks.

    GET /export
    """
    return StreamableRequest(
        "GET",
        "/export",
        by_status({200: list[models.Change], 204: None}),
        Items(models.Change, "application/jsonl"),
    )
