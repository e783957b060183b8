"""Read the drift logs of clients: what they observed, at places of the document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from restamp.learning.comparing import object_of
from restamp.learning.findings import MAX_MEMBERS, Difference, Finding
from restamp.learning.places import located
from restamp.learning.written import Written, WrittenOperation, matching
from restamp.pointers import unescape_token
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class DriftLine:
    """One line of a drift log."""

    operation: str
    """The method and the path."""
    status: int
    media_type: str
    place: str
    """A JSON Pointer in the body, with `*` for items and for keys that the schema does not name."""
    seen: Finding

    @property
    def steps(self) -> list[str]:
        """The keys from the body to the place."""
        return [unescape_token(part) for part in self.place.split("/")[1:]]


def parse_lines(text: str) -> tuple[list[DriftLine], list[int]]:
    """The lines of a drift log, and the numbers, from 1, of those that are none."""
    lines: list[DriftLine] = []
    invalid: list[int] = []
    for number, text_line in enumerate(text.splitlines(), 1):
        if text_line.strip():
            try:
                lines.append(_line(json.loads(text_line)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                invalid.append(number)
    return lines, invalid


def _line(value: object) -> DriftLine:
    members = object_of(value)
    observed = object_of(members.get("observed"))
    types = {str(key): _count(n) for key, n in object_of(observed.get("types")).items()}
    values = observed.get("values")
    listed = values if isinstance(values, list) else []
    members_seen = tuple(v for v in listed if isinstance(v, (str, int)))[:MAX_MEMBERS]
    operation = cast("str", members["operation"])
    method, _, path = operation.partition(" ")
    difference = Difference(cast("str", members["kind"]))
    header = unescape_token(str(members.get("at") or "").rpartition("/")[2])
    finding = Finding(
        difference,
        "",
        f"{method.upper()} {path}",
        str(members.get("place") or ""),
        name=header if difference is Difference.HEADER else "",
        types=types,
        values=members_seen,
        count=_count(members.get("count", 1)),
        first=str(members.get("first") or ""),
        last=str(members.get("last") or ""),
    )
    status = members.get("status")
    media_type = str(members.get("media_type") or "")
    number = status if isinstance(status, int) else 0
    return DriftLine(finding.operation, number, media_type, finding.place, finding)


def _count(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("not a count")
    return value


def findings_of_lines(document: Written, lines: Iterable[DriftLine]) -> Iterator[Finding]:
    """The differences of drift logs that the document, as it is now, still has."""
    operations = by_name(document)
    for line in lines:
        operation = operations.get(line.operation)
        if operation is not None:
            yield from _findings(document, operation, line)


def by_name(document: Written) -> Mapping[str, WrittenOperation]:
    """The operations by method and path, without what follows `#` or `?` in a path."""
    operations: dict[str, WrittenOperation] = {}
    for operation in document.operations():
        operations.setdefault(f"{operation.method} {operation.plain_path}", operation)
    for operation in document.operations():
        operations[operation.name] = operation
    return operations


def _findings(document: Written, operation: WrittenOperation, line: DriftLine) -> Iterator[Finding]:
    seen = line.seen
    response = document.response(operation, line.status)
    match seen.difference:
        case Difference.STATUS:
            if not document.is_described(operation, line.status):
                like = document.success(operation) if line.status < 300 else None
                at = "" if like is None else like.at
                status = replace(seen, place=line.media_type, like=at)
                yield _with(status, operation.node.at, str(line.status))
        case Difference.MEDIA_TYPE | Difference.BODY if response is not None:
            described = document.media_types(operation, response)
            if line.media_type and matching(line.media_type, described) is None:
                kind = Difference.MEDIA_TYPE if described else Difference.BODY
                other = response.at if described and not seen.types else ""
                yield _with(replace(seen, like=other), response.at, line.media_type, kind)
        case Difference.HEADER if response is not None:
            headers = response.get("headers")
            if headers is not None and headers.has(seen.name):
                yield _with(seen, response.at, seen.name)
        case Difference.NULL | Difference.MISSING | Difference.TYPE | Difference.ENUM:
            if response is None:
                return
            schema = document.schema(operation, response, line.media_type)
            if schema is not None:
                yield from located(document, schema, line.steps, seen)
        case _:
            pass


def _with(seen: Finding, at: str, name: str, kind: Difference | None = None) -> Finding:
    return replace(seen, at=at, name=name, difference=kind or seen.difference)
