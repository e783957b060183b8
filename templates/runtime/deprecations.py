"""Marks functions as deprecated, without an import of `typing_extensions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated
else:

    def deprecated(message, *, category=None):
        """The decorator `deprecated` of `warnings`, which warns of nothing here."""

        def mark(function):
            function.__deprecated__ = message
            return function

        return mark
