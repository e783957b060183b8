"""Propose which requests may be retried: those with an idempotency key, and those that change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from restamp.ir.operations import Location, Operation
from restamp.proposals.proposal import Proposal, Topic
from restamp.spec.tree.extensions import IDEMPOTENCY_KEY, IDEMPOTENT

_KEY = re.compile(r"idempot", re.IGNORECASE)
_ASKS = re.compile(
    r"/:?(search|query|lookup|count|validate|preview|estimate|simulate)/?\Z", re.IGNORECASE
)
_DOCUMENTED = re.compile(r"(?<!not )\bidempotent\b", re.IGNORECASE)


def repeating_of(operations: Sequence[Operation]) -> Iterator[Proposal]:
    """Propose retries for operations that are not retried yet."""
    for operation in operations:
        if operation.method not in ("POST", "PATCH") or operation.idempotent is not None:
            continue
        headers = [p for p in operation.parameters if p.location is Location.HEADER]
        keys = [p.wire_name for p in headers if _KEY.search(p.wire_name)]
        if not operation.idempotency_key and len(keys) == 1:
            why = f"By its name, the header {keys[0]} identifies repeated requests."
            update = {IDEMPOTENCY_KEY.own: keys[0]}
            yield Proposal(Topic.REPEATING, operation.id, update, why, sure=True)
        elif not operation.idempotency_key:
            why = _reason(operation)
            if why:
                yield Proposal(
                    Topic.REPEATING, operation.id, {IDEMPOTENT.own: True}, why, sure=False
                )


def _reason(operation: Operation) -> str:
    if operation.method == "POST" and (asks := _ASKS.search(operation.path)):
        return f"A {asks[1].lower()} seems to change nothing, so it may be repeated."
    if _DOCUMENTED.search(f"{operation.doc.summary} {operation.doc.description}"):
        return 'The description says "idempotent": may it be repeated after a failure?'
    return ""
