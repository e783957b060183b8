"""Keeps credentials that travel in a query out of httpx2's log."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import httpx2

from .api import Api, ApiKey


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


def hide_query_credentials(api: Api) -> None:
    """httpx2 logs every URL whole: hides from it the keys that travel in them."""
    names = frozenset(
        scheme.name
        for scheme in api.schemes.values()
        if isinstance(scheme, ApiKey) and scheme.place == "query"
    )
    if names:
        logging.getLogger("httpx2").addFilter(HideQuery(names))
