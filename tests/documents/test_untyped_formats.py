"""A format without a type: what no other string is likely to be is told apart, beside anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from restamp.pipeline import Result

DOCUMENT = """
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths: {{}}
components: {{schemas: {{Thing: {{type: object, required: [a], properties: {{a: {{format: {format}}}}}}}}}}}
"""


@pytest.mark.parametrize(
    ("format_", "annotation"),
    [
        ("date", "Date | Any"),
        ("date-time", "DateTime | Any"),
        ("time", "Time | Any"),
        ("uuid", "UUID | Any"),
        ("uuid4", "UUID | Any"),
        ("duration", "Any"),
        ("byte", "Any"),
        ("decimal", "Any"),
        ("email", "Any"),
    ],
)
def test_an_untyped_format(format_: str, annotation: str, generated: Callable[..., Result]) -> None:
    files = generated(DOCUMENT.format(format=format_)).files
    assert f"    a: {annotation}\n" in files["models/thing.py"]
