"""Render a diff in any of the formats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from restamp.api_diff import rendering
from restamp.api_diff.changes.findings import Difference
from restamp.recursion import with_deep_recursion

Format = Literal["text", "markdown", "json", "html", "github"]


def rendered(difference: Difference, format: Format, *, spelled_out: bool = False) -> str:
    """Render a diff; `spelled_out` lists every change, instead of one entry per cause."""

    def text() -> str:
        match format:
            case "json":
                return json.dumps(rendering.as_json(difference), indent=2)
            case "markdown":
                return rendering.as_markdown(difference, spelled_out=spelled_out)
            case "github":
                return rendering.as_github(difference, spelled_out=spelled_out)
            case "html":
                return rendering.as_html(difference)
            case "text":
                return rendering.as_text(difference, spelled_out=spelled_out)

    return with_deep_recursion(text)


def rendered_together(differences: Sequence[Difference], format: Format) -> str:
    """Render the diffs of several clients as one JSON document or one page."""

    def text() -> str:
        if format == "json":
            return json.dumps(rendering.as_json_of_clients(differences), indent=2)
        return rendering.as_html(*differences)

    return with_deep_recursion(text)
