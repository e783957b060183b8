"""How values are written in XML: metadata of the fields of models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Xml:
    """The node of a value (OpenAPI, "XML Object").

    An element or attribute without a `name` has that of its field. A list that is not
    `wrapped` has no element of its own; `item` is the node of each item, by default an
    element with the name of the list. `variants` are the nodes of the members of a
    union, by the names of their classes.
    """

    name: str = ""
    namespace: str = ""
    prefix: str = ""
    node: Literal["element", "attribute", "text", "cdata", "none"] = "element"
    wrapped: bool = False
    item: Xml | None = None
    variants: tuple[tuple[str, Xml], ...] = ()
