from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .leaf import Leaf

Tree = TypeAliasType("Tree", "Leaf | Branch | UnknownVariant")

from .branch import Branch  # noqa: E402
