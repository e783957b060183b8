from __future__ import annotations

from typing_extensions import TypeAliasType

from .._runtime.model import OpenStr


class List(OpenStr):
    A = "a"
    B = "b"


Lists = TypeAliasType("Lists", list[List])
"""Of two lists, the items of both."""
