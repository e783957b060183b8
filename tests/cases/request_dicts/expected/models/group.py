from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._runtime.model import Model


class Group(Model):
    kind: Literal["Group"] = "Group"
    shapes: list[Shape] | None = None


from .shape import Shape  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Required, TypedDict

    from .shape import ShapeDict

    class GroupDict(TypedDict, total=False):
        kind: Required[Literal["Group"]]
        shapes: Sequence[Shape | ShapeDict]

else:
    GroupDict = dict
