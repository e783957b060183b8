from __future__ import annotations

from typing import Annotated, Any

from .._runtime.model import Model, UnknownVariant
from .._runtime.unions import Discriminated
from .cat import Cat
from .image import Image
from .pet import Pet
from .text import Text


class TargetWithUser(Model):
    user: str


class TargetWithGroup(Model):
    group: str


class Message(Model):
    parts: list[
        Annotated[
            Text | Image | UnknownVariant,
            Discriminated("type", {"image": "Image", "text": "Text"}),
        ]
    ]
    id: str | int | None = None
    target: TargetWithUser | TargetWithGroup | UnknownVariant | None = None
    pet: Pet | None = None
    whatever: Cat | Any | None = None
