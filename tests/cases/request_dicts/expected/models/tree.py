from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypeAliasType

from .leaf import Leaf

Tree = TypeAliasType("Tree", "str | Leaf | list[Tree]")
"""A leaf, or branches."""

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from .leaf import LeafDict

    TreeDict: TypeAlias = "LeafDict | Sequence[Tree | TreeDict]"
else:
    TreeDict = object
