"""The models; each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .any import Any as Any
    from .datetime import Datetime as Datetime
    from .field import Field as Field
    from .holder import Holder as Holder
    from .lazy_exports_ import LazyExports as LazyExports
    from .model import Model as Model
else:
    from .._runtime.lazy import lazy_exports

    __getattr__ = lazy_exports(
        __name__,
        {
            "Any": "any",
            "Datetime": "datetime",
            "Field": "field",
            "Holder": "holder",
            "LazyExports": "lazy_exports_",
            "Model": "model",
        },
    )

__all__ = [
    "Any",
    "Datetime",
    "Field",
    "Holder",
    "LazyExports",
    "Model",
]
