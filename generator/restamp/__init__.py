"""Restamp stamps typed Python clients out of OpenAPI documents, and re-stamps them when the document changes.

`generate`, `check`, `diff` and `update` do what the commands of these names do, and return it as values.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from restamp.workflows.api import check, diff, generate, update

__version__ = "0.1.0"
__all__ = ["__version__", "check", "diff", "generate", "update"]

if not TYPE_CHECKING:

    def __getattr__(name):
        """The function of this name; what it needs is imported with the first one."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from restamp.workflows import api

        return getattr(api, name)
