"""Overlays."""

from __future__ import annotations

from ..diagnostics import Diagnostics
from .source import Source
from .tree import Json


def apply(tree: Json, overlay: Source, diagnostics: Diagnostics) -> Json:
    return tree
