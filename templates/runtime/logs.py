"""Keeps credentials that travel in a query out of httpx2's log."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import httpx2


@dataclass(frozen=True)
class HideQuery:
    """A filter for log records: URLs are logged without the values of `names`."""

    names: frozenset[str]

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the record; it is logged in any case."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(self._hidden, record.args))
        return True

    def _hidden(self, value: object) -> object:
        if not isinstance(value, httpx2.URL):
            return value
        for name in self.names & value.params.keys():
            value = value.copy_set_param(name, "***")
        return value
