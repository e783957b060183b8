from __future__ import annotations

from typing import Any as Any_

from .._runtime.model import Model


class Any(Model):
    x: Any_ = None
