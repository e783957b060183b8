from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.files import FileContent
from .._runtime.model import Model


class FilesBody(Model):
    file: FileContent
    note: str | None = None


if TYPE_CHECKING:
    from typing import Required, TypedDict

    class FilesBodyDict(TypedDict, total=False):
        file: Required[FileContent]
        note: str

else:
    FilesBodyDict = dict
