from __future__ import annotations

from .._runtime.model import Model
from .label import Label
from .node import Node


class ValueNext(Node):
    weight: float | None = None


class ChildrenItem(Node):
    color: str | None = None


class LabelsValue(Label):
    size: int | None = None


class RefinedValue(Model):
    name: str
    count: int | None = None
    next: ValueNext | None = None
    children: list[ChildrenItem] | None = None
    labels: dict[str, LabelsValue] | None = None


class Refined(Model):
    """What the inner schemas add stands beside what they refine, in lists, maps and below
    null.
    """

    value: RefinedValue | None = None
