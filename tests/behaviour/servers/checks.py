"""Checks of requests, with findings as Tracecat gives them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request


class Rejected(Exception):
    """The request does not fit."""

    def __init__(self, findings: Sequence[dict[str, Any]]) -> None:
        super().__init__(findings)
        self.findings = findings


class Checks:
    """Reads the parts of a request and collects what is wrong with them."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._findings: list[dict[str, Any]] = []

    def done(self) -> None:
        """Ends the checks.

        Raises:
            Rejected: There are findings.
        """
        if self._findings:
            raise Rejected(self._findings)

    def text(self, name: str) -> str | None:
        """A query parameter as it is."""
        return self._request.query_params.get(name)

    def number(self, name: str, least: int, most: int | None = None) -> int | None:
        """An integer in a range."""
        text = self.text(name)
        if text is None:
            return None
        try:
            value = int(text)
        except ValueError:
            self._find("int_parsing", "Input should be a valid integer", name)
            return None
        if value < least or (most is not None and value > most):
            self._find("range", f"Input should be from {least} to {most}", name)
            return None
        return value

    def flag(self, name: str) -> bool:
        """A boolean, false if it is left out."""
        return self.one(name, ("true", "false")) == "true"

    def one(self, name: str, values: Sequence[str]) -> str | None:
        """One of some values."""
        text = self.text(name)
        if text is not None and text not in values:
            self._find("enum", f"Input should be one of {', '.join(values)}", name)
            return None
        return text

    def several(self, name: str, values: Sequence[str]) -> list[str]:
        """Any of some values; the key is repeated."""
        texts = self._request.query_params.getlist(name)
        for number, text in enumerate(texts):
            if text not in values:
                self._find("enum", f"Input should be one of {', '.join(values)}", name, number)
        return texts

    def moment(self, name: str) -> datetime | None:
        """A point in time, with its offset."""
        return self._moment(self.text(name), "query", name)

    def uuid(self, name: str) -> str | None:
        """A UUID."""
        return self._uuid(self.text(name), "query", name)

    def workspace(self) -> str | None:
        """The workspace, from the path or else the query."""
        name = "workspace_id"
        if name in self._request.path_params:
            return self._uuid(self._request.path_params[name], "path", name)
        if self.text(name) is None:
            self._find("missing", "Field required", name)
            return None
        return self.uuid(name)

    async def body(self, *required: str) -> dict[str, Any]:
        """The body, an object."""
        try:
            body = json.loads(await self._request.body())
        except ValueError:
            body = None
        if not isinstance(body, dict):
            self._find("model_type", "Input should be an object", place="body")
            return {}
        for name in required:
            if name not in body:
                self._find("missing", "Field required", name, place="body")
        self._moment(body.get("time_anchor"), "body", "time_anchor")
        return body

    def _moment(self, text: str | None, place: str, name: str) -> datetime | None:
        if text is None:
            return None
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            self._find("datetime_parsing", "Input should be a valid datetime", name, place=place)
            return None
        if value.tzinfo is None:
            self._find("timezone_aware", "Input should have timezone info", name, place=place)
        return value

    def _uuid(self, text: str | None, place: str, name: str) -> str | None:
        try:
            return None if text is None else str(UUID(text))
        except ValueError:
            self._find("uuid_parsing", "Input should be a valid UUID", name, place=place)
            return None

    def _find(self, kind: str, message: str, *loc: str | int, place: str = "query") -> None:
        self._findings.append({"type": kind, "loc": [place, *loc], "msg": message, "input": None})
