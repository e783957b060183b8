from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typing_extensions import TypeAliasType

from .._runtime.model import UnknownVariant
from .._runtime.unions import Discriminated
from .circle import Circle

Shape = TypeAliasType(
    "Shape",
    'Annotated[Circle | Group | UnknownVariant, Discriminated("kind", {"Circle": "Circle", "Group": "Group"})]',
)

from .group import Group  # noqa: E402

if TYPE_CHECKING:
    from typing import TypeAlias

    from .circle import CircleDict
    from .group import GroupDict

    ShapeDict: TypeAlias = CircleDict | GroupDict
else:
    ShapeDict = object
