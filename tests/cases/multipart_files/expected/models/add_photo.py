from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.files import FileContent
from .._runtime.model import Model
from .._runtime.scalars import Base64
from .place import Place


class AddPhotoBody(Model):
    photo: FileContent
    more: list[FileContent] | None = None
    thumbnail: FileContent | None = None
    sticker: FileContent | None = None
    signature: Base64 | None = None
    place: Place | None = None


if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Required, TypedDict

    from .place import PlaceDict

    class AddPhotoBodyDict(TypedDict, total=False):
        photo: Required[FileContent]
        more: Sequence[FileContent]
        thumbnail: FileContent | None
        sticker: FileContent
        signature: bytes | str
        place: Place | PlaceDict

else:
    AddPhotoBodyDict = dict
