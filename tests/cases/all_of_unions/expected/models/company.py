from __future__ import annotations

from .named import Named


class Company(Named):
    """The base is behind two names."""

    employees: int | None = None
