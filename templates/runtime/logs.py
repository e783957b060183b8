"""Keeps credentials in query parameters out of the log of httpx2."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import httpx2


@dataclass(frozen=True)
class HideQuery:
    """A filter that masks the values of some query parameters in log records."""

    names: frozenset[str]

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the URLs of a record; every record is logged."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(self._hidden, record.args))
        return True

    def _hidden(self, value: object) -> object:
        if not isinstance(value, httpx2.URL):
            return value
        for name in self.names & value.params.keys():
            value = value.copy_set_param(name, "***")
        return value
