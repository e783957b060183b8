from __future__ import annotations

from .._runtime.model import Model as Model_


class LazyExports(Model_):
    a: str | None = None
