from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from .._runtime.unions import Discriminated
from .cat import Cat
from .other import Other

Pet = TypeAliasType(
    "Pet",
    Annotated[Cat | Other, Discriminated("kind", {"cat": "Cat"}, default="Other")],
)
