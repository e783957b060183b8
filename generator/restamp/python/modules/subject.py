"""What a package is printed from: the API with its names, and the module of each declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import Declaration
from restamp.ir.sent_tags import NO_TAGS, SentTags
from restamp.names.table import NameTable
from restamp.python.modules.layout import Layout


@dataclass(frozen=True, slots=True)
class Subject:
    """All that views are made from."""

    api: Api
    names: NameTable
    layout: Layout
    declarations: Mapping[str, Declaration]
    diagnostics: Diagnostics
    custom: tuple[str, ...] = ()
    """The clients that the user's `_custom` has in place of the generated ones."""
    sent_tags: SentTags = NO_TAGS
    """What unions send beside the fields of their members."""
    import_path: str = ""
    """How users import the package; empty for its own name."""
    has_testing: bool = True
    """Whether the package has the fake of its API."""
