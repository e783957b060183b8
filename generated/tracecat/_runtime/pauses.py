"""Pauses of asynchronous code, under asyncio and trio alike."""

from __future__ import annotations


async def async_sleep(seconds: float) -> None:
    """Sleeps, and imports anyio not before: synchronous clients have no use for it."""
    from anyio import sleep

    await sleep(seconds)
