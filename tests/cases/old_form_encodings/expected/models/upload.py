from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .._runtime.files import FileContent
from .._runtime.model import Model
from .upload_body import BodyMeta


class UploadBody(Model):
    file: Annotated[FileContent | None, Field(alias="File")] = None
    meta: Annotated[BodyMeta | None, Field(alias="Meta")] = None
    names: Annotated[list[str] | None, Field(alias="Names")] = None


if TYPE_CHECKING:
    from typing import TypedDict

    from .upload_body import BodyMetaDict

    class UploadBodyDict(TypedDict, total=False):
        File: FileContent
        Meta: BodyMeta | BodyMetaDict
        Names: list[str]

else:
    UploadBodyDict = dict
