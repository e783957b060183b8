"""Propose waiters for resources that are fetched by id and have a status that can be final."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from restamp.ir.declarations import EnumDecl
from restamp.ir.members import Declarations, json_response, resolved, unwrap
from restamp.ir.operations import Operation
from restamp.ir.types import Named
from restamp.proposals.proposal import Proposal, Topic
from restamp.spec.tree.extensions import WAITER
from restamp.spec.tree.tree import Json

_FIELDS = ("status", "state", "phase", "job_status", "jobStatus", "execution_status", "run_status")
_SUCCESS = frozenset("complete completed done finished succeeded success successful".split())
_FAILURE = frozenset(
    """aborted cancelled canceled crashed error errored expired failed failure faulted killed rejected
    terminated timedout timeout""".split()
)
_PENDING = frozenset(
    """accepted aborting building cancelling canceling cancelrequested created creating deploying enqueued
    executing finalizing inprogress initializing initiated inqueue new notstarted open paused pausing
    pending preparing processing provisioning queued ready requested requiresaction resuming retrying
    running scheduled started starting stopping submitted suspended unknown uploading validating
    verifying waiting working""".split()
)
_AT_WORK = frozenset(
    """building deploying executing inprogress inqueue pending processing provisioning queued running
    started working""".split()
)


def waiting_of(operations: Sequence[Operation], declarations: Declarations) -> Iterator[Proposal]:
    """Propose waiters for operations that get one resource and declare none."""
    for operation in operations:
        content = json_response(operation)
        by_id = operation.method == "GET" and operation.path.rstrip("/").endswith("}")
        if not by_id or content is None or operation.waiter or operation.pagination:
            continue
        for field in _FIELDS:
            member = resolved(content.type, (field,), declarations)
            status = None if member is None else unwrap(member[1], declarations)
            declaration = declarations.get(status.id) if isinstance(status, Named) else None
            if isinstance(declaration, EnumDecl):
                values = [m.value for m in declaration.members if isinstance(m.value, str)]
                if proposal := _proposal(operation.id, field, values):
                    yield proposal
                    break


def _proposal(at: str, field: str, values: Sequence[str]) -> Proposal | None:
    plain = {value: re.sub(r"[^a-z]", "", value.lower()) for value in values}
    success = [value for value in values if plain[value] in _SUCCESS]
    failure = [value for value in values if plain[value] in _FAILURE]
    rest = [value for value in values if value not in (*success, *failure)]
    if not success or not any(plain[value] in _AT_WORK for value in rest):
        return None
    unknown = [value for value in rest if plain[value] not in _PENDING]
    sets = {"success": success, "failure": failure, "pending": rest}
    update: dict[str, Json] = {
        "status": field,
        **{key: [*values_] for key, values_ in sets.items()},
    }
    why = f"`wait` repeats the request until {field} is final: {', '.join([*success, *failure])}."
    if unknown:
        why += f" Is {' or '.join(unknown)} final as well?"
    sure = not unknown and bool(failure) and field in ("status", "state")
    return Proposal(Topic.WAITING, at, {WAITER.own: update}, why, sure)
