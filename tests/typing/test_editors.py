"""What an editor shows at a call: pyright's language server, asked as an editor asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .checkers import ROOT
from .conftest import FEATURES, stamp
from .language_server import LanguageServer, language_server

HEAD = """
import blink
import flat
import streaming

def sync(acme: blink.Client, streams: streaming.Client, chats: flat.Client) -> None:
"""
ASYNC_HEAD = """
async def asynchronous(
    acme: blink.AsyncClient, streams: streaming.AsyncClient, chats: flat.AsyncClient
) -> None:
"""


class Shown(NamedTuple):
    """A call, what it returns, and texts of its operation: the summary, and a parameter's."""

    call: str
    sync: str
    asynchronous: str
    summary: str
    about: str = ""


EXECUTION = "PlaybookExecutionWithSubflowNames"
GET = ("Get one execution", "ws\\_id: ID of the workspace that the execution belongs to.")
LIST = ("List the executions of a workspace", "q: Which executions to list, as one RQL object")
CALLS = (
    Shown(
        "acme.workflows.execute",
        "-> (StartedExecution | Any)",
        "-> CoroutineType[Any, Any, StartedExecution | Any]",
        "Execute a workflow",
        "body: What to run the workflow with.",
    ),
    Shown(
        "acme.executions.get", f"-> {EXECUTION}", f"-> CoroutineType[Any, Any, {EXECUTION}]", *GET
    ),
    Shown(
        "acme.executions.get.wait",
        f"-> {EXECUTION}",
        f"-> CoroutineType[Any, Any, {EXECUTION}]",
        *GET,
    ),
    Shown(
        "acme.executions.get.raw",
        f"-> Response[{EXECUTION}]",
        f"-> CoroutineType[Any, Any, Response[{EXECUTION}]]",
        *GET,
    ),
    Shown("acme.executions.get.stream", "-> Download", "-> AsyncDownload", *GET),
    Shown(
        "acme.executions.list",
        "-> PlaybookExecutionPage",
        "-> CoroutineType[Any, Any, PlaybookExecutionPage]",
        *LIST,
    ),
    Shown(
        "acme.executions.list.items",
        "-> Listing[PlaybookExecution]",
        "-> AsyncListing[PlaybookExecution]",
        *LIST,
    ),
    Shown(
        "acme.executions.list.pages",
        "-> Listing[Page[PlaybookExecutionPage, PlaybookExecution]]",
        "-> AsyncListing[Page[PlaybookExecutionPage, PlaybookExecution]]",
        *LIST,
    ),
    Shown(
        "streams.feeds.watch",
        "-> Stream[Change]",
        "-> AsyncStream[Change]",
        "Only a stream, its schema that of the data.",
    ),
    Shown(
        "streams.chat.chat.stream",
        "-> Stream[",
        "-> AsyncStream[",
        "Whole, or as a stream that the body asks for.",
    ),
    Shown(
        "chats.messages.create",
        "-> Message",
        "-> CoroutineType[Any, Any, Message]",
        "Create a message.",
        "Who sends it.",
    ),
    Shown(
        "chats.messages.create.raw",
        "stop: str | Unset | None = UNSET",
        "stop: str | Unset | None = UNSET",
        "Create a message.",
        "Where to stop.",
    ),
)


class Editor(NamedTuple):
    server: LanguageServer
    file: Path
    lines: list[str]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """A file with all calls, open in an editor."""
    folder = tmp_path_factory.mktemp("editor").resolve()
    stamp(FEATURES["streams"], folder / "packages" / "streaming")
    stamp(FEATURES["flat_bodies"], folder / "packages" / "flat")
    calls = "".join(f"    {shown.call}()\n" for shown in CALLS)
    file = folder / "use.py"
    file.write_text(HEAD + calls + ASYNC_HEAD + calls, "utf-8")
    with language_server(folder, [ROOT / "generated", folder / "packages"]) as server:
        server.open(file)
        yield Editor(server, file, file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("shown", CALLS, ids=lambda shown: shown.call)
def test_hover_and_signature(editor: Editor, shown: Shown, is_async: bool) -> None:
    code = f"    {shown.call}()"
    line = [n for n, text in enumerate(editor.lines) if text == code][is_async]
    signature = editor.server.signature(editor.file, line, len(code) - 1)
    returned = shown.asynchronous if is_async else shown.sync
    assert returned in signature["label"]
    for text in (
        editor.server.hover(editor.file, line, len(code) - 3),
        signature["documentation"]["value"],
    ):
        assert shown.summary in text
        assert shown.about in text
