"""A log of the differences between responses and the document, for `on_drift`."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import time
from typing import Any, Self, TypeVar
from weakref import finalize

from pydantic import ValidationError

from .decoding import data, decoded
from .drift import Difference, Drift, Note, salvaged, without_input
from .drift_file import MOST_LINES, FilePath, merge
from .drift_sites import NOTHING, Entry, Site, Sites
from .drift_values import enumerations, unlisted
from .lazy import ForkLock, renew_after_fork
from .model import UNLISTED
from .request import Request, Undocumented
from .response import OpenResponse, Response, response_type

T = TypeVar("T")

PERIOD = 5.0
"""Seconds after which counts of known differences are saved with the next one."""

PATIENCE = 5.0
"""Seconds that the end of a process waits for others that write the log."""

Received = Response[Any] | OpenResponse


class DriftLog:
    """A file of where responses differ from the document: `Hooks(on_drift=log)`.

    It has one line of JSON for each operation, place and kind of difference, with types,
    formats, counts and times, and no other data of responses; of an enumeration, the
    values that it does not list. Clients, threads and processes may share a file.
    """

    def __init__(self, path: FilePath, package: str = "") -> None:
        """`package` is the generated package whose responses are logged."""
        self._store = _Store(os.path.abspath(path), package)
        self._end = finalize(self, self._store.save, PATIENCE)

    def __call__(self, drift: Drift) -> None:
        """Logs a difference that another function receives: once for each place."""
        request, status, content = drift.request, drift.status, drift.content
        response = Response(request, status, {"content-type": ""}, content)
        self.failed(response, response_type(request, status))

    def received(
        self, request: Request[Any], status: int, headers: Mapping[str, str]
    ) -> None:
        """Logs an undescribed status or media type, and headers that do not match."""
        site = self._store.sites(request, status, headers)
        if site is None:
            return
        if not site.is_described:
            if not 300 <= status < 400:  # A redirect
                self._store.record(site, [((), "status", NOTHING)])
            return
        if site.is_other_media_type and request.method.upper() != "HEAD":
            self._store.record(site, [((), "media_type", NOTHING)])
        if site.headers:
            faults = [(at, "header", v) for at, v in site.header_faults(headers)]
            if faults:
                self._store.record(site, faults)

    def reads(
        self, response: Received, annotation: Any, content: bytes, read: Callable[[], T]
    ) -> T:
        """Reads a body, and logs values that its enumerations do not list."""
        missed: list[Any] = []
        token = UNLISTED.set(missed)
        try:
            value = read()
        finally:
            UNLISTED.reset(token)
        if missed:
            self._log_unlisted(response, annotation, missed, value)
        elif annotation is Undocumented and content:
            site = self._site(response)
            if site is not None and not site.has_content:
                self._store.record(site, [((), "body", value)])
        return value

    def salvages(
        self,
        response: Received,
        annotation: Any,
        error: ValueError,
        salvage: Callable[[Note | None], T],
    ) -> T:
        """Salvages a body, and logs where it differs."""
        site = self._site(response)
        if site is None:
            return salvage(None)
        if not isinstance(error, ValidationError):
            self.differs(response, error)
            return salvage(None)
        differences: list[Difference] = []
        missed: list[Any] = []
        token = UNLISTED.set(missed)
        try:
            value = salvage(differences.append)
        finally:
            UNLISTED.reset(token)
        whole = differences[0][2] if differences and not differences[0][0] else None
        if isinstance(whole, (str, bytes)) and (
            site.is_other_media_type or _is_no_json(error)
        ):
            self.differs(response, error)
            return value
        if missed:
            differences += unlisted(annotation, value)
        self._store.record(site, differences)
        return value

    def differs(self, response: Received, error: ValueError) -> None:
        """Logs a body that differs as a whole."""
        site = self._site(response)
        if site is not None and not site.is_other_media_type:
            self._store.record(site, [((), "body", NOTHING)])

    def failed(self, response: Response[Any], annotation: Any) -> None:
        """Logs where the body of an error differs."""
        content, headers = response.content, response.headers
        if annotation is Undocumented and not content:
            return
        read = partial(decoded, annotation, content, headers, "application/json")
        try:
            self.reads(response, annotation, content, read)
        except ValueError as error:
            problem = without_input(error)

            def salvage(note: Note | None) -> object:
                return salvaged(annotation, data(content, headers, annotation), note)

            self.salvages(response, annotation, problem, salvage)

    def flush(self) -> None:
        """Saves what has been counted since the last time."""
        self._store.save(PATIENCE)

    def close(self) -> None:
        """The same; the end of the process does it as well."""
        self._store.save(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<DriftLog {self._store.path}>"

    def _site(self, response: Received) -> Site | None:
        site = self._store.sites(response.request, response.status, response.headers)
        return site if site is not None and site.is_described else None

    def _log_unlisted(
        self, response: Received, annotation: Any, missed: list[Any], value: object
    ) -> None:
        site = self._site(response)
        if site is None:
            return
        places = enumerations(annotation)
        if all(type(member) in places for member in missed):
            differences = [(places[type(m)], "enum", m.value) for m in missed]
            self._store.record(site, differences)
        else:
            self._store.record(site, unlisted(annotation, value))


class _Store:
    """The differences that one process knows, and the file that it saves them to."""

    def __init__(self, path: str, package: str) -> None:
        self.path = path
        self.sites = Sites(package)
        self._log = logging.getLogger(self.sites.package or "restamp")
        self._entries: list[Entry] = []
        self._lock = ForkLock()
        self._due = 0.0
        self._has_failed = False
        self._is_full = False
        self._is_forked = False
        renew_after_fork(self)

    def record(self, site: Site, differences: Iterable[Difference]) -> None:
        """Counts differences; saves them if one is new, or if it is time to."""
        now, is_new, entries = time(), False, site.entries
        self._lock.acquire()
        try:
            for place, kind, value in differences:
                entry = entries.get((place, kind))
                if entry is None:
                    if len(self._entries) >= MOST_LINES:
                        self._report_full()
                        continue
                    is_new, entry = True, site.entry(place, kind)
                    entries[place, kind] = entry
                    self._entries.append(entry)
                entry.add(value, now)
            if self._is_forked:
                self._is_forked, is_new = False, True
                self._save_at_the_end()
        finally:
            self._lock.release()
        if is_new or now >= self._due:
            self.save(0.0)

    def save(self, seconds: float) -> None:
        """Saves what is not saved yet; waits so long for other processes."""
        with self._lock:
            changed = [entry for entry in self._entries if entry.count]
            if not changed:
                return
            self._due = time() + PERIOD
            try:
                lines = [entry.as_line() for entry in changed]
                dropped = merge(self.path, lines, seconds)
            except BlockingIOError:
                self._due = 0.0
                return
            except (OSError, ValueError) as error:
                self._warn_of(error)
                return
            for entry in changed:
                entry.reset()
        if dropped:
            self._report_full()

    def renew(self) -> None:
        """Called after a fork: what is not saved is saved by the parent process."""
        for entry in self._entries:
            entry.reset()
        self._is_forked = True

    def _save_at_the_end(self) -> None:
        """Processes of `multiprocessing` end without what others do at their end."""
        module: Any = sys.modules.get("multiprocessing.util")
        if module is not None:
            module.Finalize(None, self.save, (PATIENCE,), exitpriority=10)

    def _report_full(self) -> None:
        if not self._is_full:
            self._is_full = True
            what = "%s is full: no more than %d differences are logged"
            self._log.warning(what, self.path, MOST_LINES)

    def _warn_of(self, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            self._log.warning("%s cannot be written: %s", self.path, error)


def _is_no_json(error: ValidationError) -> bool:
    """Whether a body is not JSON at all."""
    if error.error_count() > 1:
        return False
    [item] = error.errors(include_input=False, include_url=False, include_context=False)
    return item["type"] == "json_invalid"
