from __future__ import annotations

from .._runtime.model import Model, OpenStr


class LogLineEvent(OpenStr):
    OUT = "out"
    ERR = "err"


class LogLine(Model):
    event: LogLineEvent | None = None
    data: str
