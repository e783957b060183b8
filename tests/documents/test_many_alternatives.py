"""Security with very many alternatives costs no more than the text that it is."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from types import FrameType

from restamp.pipeline import Result


def document(number: int) -> str:
    """An operation with an alternative for every pair of `number` schemes."""
    names = [f"k{index:03}" for index in range(number)]
    pairs = [(one, other) for index, one in enumerate(names) for other in names[index + 1 :]]
    schemes = {n: {"type": "apiKey", "in": "header", "name": f"X-{n}"} for n in names}
    operation = {
        "operationId": "a",
        "security": [{name: [] for name in pair} for pair in pairs],
        "responses": {"204": {"description": "ok"}},
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "components": {"securitySchemes": schemes},
            "paths": {"/a": {"get": operation}},
        }
    )


def calls_of(generated: Callable[..., Result], number: int) -> int:
    """How many calls of functions generating from such a document takes."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    text = document(number)
    threading.setprofile(count)
    try:
        result = generated(text)
    finally:
        threading.setprofile(None)
    assert not result.failed
    return counted


def test_work_is_linear_in_the_alternatives(generated: Callable[..., Result]) -> None:
    """Each step has four times as many pairs more; quadratic work would be sixteen times as much."""
    calls_of(generated, 2)
    few, more, most = (calls_of(generated, number) for number in (20, 40, 80))
    assert more - few > 590 and most - more < 6 * (more - few)
