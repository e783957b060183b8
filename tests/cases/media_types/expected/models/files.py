from __future__ import annotations

from .._runtime.model import Model


class FilesBody(Model):
    file: bytes
    note: str | None = None
