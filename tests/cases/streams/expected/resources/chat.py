"""Operations of chat."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource
from .._runtime.stream_calls import async_streamable_call, streamable_call
from ..api import chat as chat_


class Chat(Resource):
    """Operations of chat."""

    chat = streamable_call(chat_.chat)
    """Whole, or as a stream that the body asks for."""

    export = streamable_call(chat_.export)
    """Whole or as a stream, as the header Accept asks."""


class AsyncChat(AsyncResource):
    """Operations of chat."""

    chat = async_streamable_call(chat_.chat)
    """Whole, or as a stream that the body asks for."""

    export = async_streamable_call(chat_.export)
    """Whole or as a stream, as the header Accept asks."""
