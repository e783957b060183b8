"""Operations of feeds."""

from __future__ import annotations

from .._runtime.calls import AsyncResource, Resource
from .._runtime.stream_calls import async_stream_call, stream_call
from ..api import feeds


class Feeds(Resource):
    """Operations of feeds."""

    envelope = stream_call(feeds.envelope)
    """Nothing but `data`, said to be the event's."""

    follow_run = stream_call(feeds.follow_run)
    """Whole events of several kinds, by their names."""

    log = stream_call(feeds.log)
    """Whole events whose data is text."""

    mixed = stream_call(feeds.mixed)
    """As in the standard, a union beside what its members share."""

    news = stream_call(feeds.news)
    """Whole events, their data described as JSON in text."""

    ticks = stream_call(feeds.ticks)
    """Bare events, since the schema says text."""

    watch = stream_call(feeds.watch)
    """Only a stream, its schema that of the data."""


class AsyncFeeds(AsyncResource):
    """Operations of feeds."""

    envelope = async_stream_call(feeds.envelope)
    """Nothing but `data`, said to be the event's."""

    follow_run = async_stream_call(feeds.follow_run)
    """Whole events of several kinds, by their names."""

    log = async_stream_call(feeds.log)
    """Whole events whose data is text."""

    mixed = async_stream_call(feeds.mixed)
    """As in the standard, a union beside what its members share."""

    news = async_stream_call(feeds.news)
    """Whole events, their data described as JSON in text."""

    ticks = async_stream_call(feeds.ticks)
    """Bare events, since the schema says text."""

    watch = async_stream_call(feeds.watch)
    """Only a stream, its schema that of the data."""
