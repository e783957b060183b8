"""Each line with the comment must be rejected by both checkers, and no other."""

from __future__ import annotations

import httpx2

from blink import models
from blink.testing import Fake, FakeCall


def scripts(fake: Fake, execution: models.PlaybookExecution) -> None:
    fake.executions.get.returns(execution)  # wrong: the model of the list
    fake.executions.get.returns({"id": "x"})  # wrong: not the model
    fake.executions.get.returns(None)  # wrong: there is an answer
    fake.executions.list.returns([execution])  # wrong: the items and no page
    fake.executions.list.responds(lambda call: execution)  # wrong: an item and no page
    fake.executions.get.fails("404")  # wrong: not a number
    fake.executions.get.fails()  # wrong: no status
    fake.executions.get.raises("down")  # wrong: not an exception
    fake.executions.get.sends("text")  # wrong: not bytes
    fake.executions.fetch.fails(404)  # wrong: no such operation
    fake.playbooks.get.fails(404)  # wrong: no such resource


def calls(fake: Fake, call: FakeCall) -> None:
    fake.executions.get("ws", "id")  # wrong: the client calls, not the fake
    call.path["ws_id"] = "x"  # wrong: it is what was asked
    call.method = "GET"  # wrong: likewise
    Fake(True)  # wrong: by keyword only
    Fake(strict="yes")  # wrong: not a bool
    fake.client(api_key="k")  # wrong: it has invented ones
    httpx2.AsyncClient(transport=fake)  # wrong: the fake has a transport, and is none
