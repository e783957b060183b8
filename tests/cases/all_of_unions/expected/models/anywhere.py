from __future__ import annotations

from typing_extensions import TypeAliasType

from .place import Place
from .shelf import Shelf

Anywhere = TypeAliasType("Anywhere", Place | Shelf)
