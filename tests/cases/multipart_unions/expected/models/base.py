from __future__ import annotations

from .._runtime.files import FileContent
from .._runtime.model import Model


class Base(Model):
    thumbnail: FileContent | None = None
