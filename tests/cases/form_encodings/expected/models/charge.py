from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.model import Model
from .charge_body import BodyWhole


class ChargeBody(Model):
    amount: int
    expand: list[str] | None = None
    metadata: dict[str, str] | None = None
    tags: list[str] | None = None
    back: str | None = None
    plain: list[str] | None = None
    whole: BodyWhole | None = None


if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Required, TypedDict

    from .charge_body import BodyWholeDict

    class ChargeBodyDict(TypedDict, total=False):
        amount: Required[int]
        expand: list[str]
        metadata: Mapping[str, str]
        tags: list[str]
        back: str
        plain: list[str]
        whole: BodyWhole | BodyWholeDict

else:
    ChargeBodyDict = dict
