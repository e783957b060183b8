"""The input of all views: the API with its names, and the module of each declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, TypeVar

from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.declarations import Declaration
from restamp.ir.sent_tags import NO_TAGS, SentTags
from restamp.names.table import NameTable
from restamp.python.modules.layout import Layout
from restamp.records import dataclass
from restamp.runtime.modules import FOLDER

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Subject:
    """The input of all views."""

    api: Api
    names: NameTable
    layout: Layout
    declarations: Mapping[str, Declaration]
    diagnostics: Diagnostics
    custom: tuple[str, ...] = ()
    """The client classes that the user's `_custom.py` replaces."""
    sent_tags: SentTags = NO_TAGS
    """The discriminator tags that unions send."""
    xml_ids: frozenset[str] = frozenset()
    """The ids of the declarations that are sent or received as XML."""
    import_path: str = ""
    """The import path of the package; empty for its own name."""
    has_testing: bool = True
    """Whether to generate the fake of the API."""
    has_drift_log: bool = False
    has_recording: bool = False
    """Whether to generate the log of where responses differ from the document."""
    runtime: str = FOLDER
    """The module of the runtime, relative to the package, without its first dot."""
    _computed: dict[tuple[object, str], Any] = field(
        default_factory=dict[tuple[object, str], Any], init=False, repr=False, compare=False
    )

    def once(self, compute: Callable[[Subject, T], V], id_: str, item: T) -> V:
        """What a function returns for an item of the API with this id; several views and the surface need it."""
        key = compute, id_
        if key not in self._computed:
            self._computed[key] = compute(self, item)
        value: V = self._computed[key]
        return value
