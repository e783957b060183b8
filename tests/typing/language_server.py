"""A driver of pyright's language server: what an editor shows at a place."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast


class LanguageServer:
    """`pyright-langserver` over stdio, for the files of a folder."""

    def __init__(
        self, process: subprocess.Popen[bytes], folder: Path, paths: Sequence[Path]
    ) -> None:
        self._stdin, self._stdout = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        self._last = 0
        self._settings = {
            "analysis": {"extraPaths": [*map(str, paths)]},
            "pythonPath": sys.executable,
        }
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "signatureHelp": {
                    "signatureInformation": {
                        "documentationFormat": ["markdown"],
                        "parameterInformation": {"labelOffsetSupport": False},
                    }
                },
            },
        }
        roots = [{"uri": folder.as_uri(), "name": "folder"}]
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": capabilities,
                "workspaceFolders": roots,
            },
        )
        self._send({"method": "initialized", "params": {}})

    def open(self, file: Path) -> None:
        """Opens a file as an editor does."""
        document = {
            "uri": file.as_uri(),
            "languageId": "python",
            "version": 1,
            "text": file.read_text("utf-8"),
        }
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is shown under the pointer."""
        result = self.ask("textDocument/hover", _place(file, line, column))
        return result["contents"]["value"] if result else ""

    def signature(self, file: Path, line: int, column: int) -> dict[str, Any]:
        """The signature that is shown while arguments are typed."""
        result = self.ask("textDocument/signatureHelp", _place(file, line, column))
        return result["signatures"][result.get("activeSignature") or 0] if result else {}

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:
        """Sends a request; its result."""
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif message.get("id") == self._last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _answer(self, message: Mapping[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        wanted = [item.get("section") for item in message["params"]["items"]]
        return [
            (
                self._settings
                if section == "python"
                else self._settings.get(section.rpartition(".")[2])
            )
            for section in wanted
        ]

    def _send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._stdin.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while (line := self._stdout.readline()) != b"\r\n":
            assert line, "the language server has ended"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self._stdout.read(length))


def _place(file: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": column}}


@contextmanager
def language_server(folder: Path, paths: Sequence[Path]) -> Iterator[LanguageServer]:
    """A running server, which ends with the block."""
    command = [str(Path(sys.executable).with_name("pyright-langserver")), "--stdio"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield LanguageServer(process, folder, paths)
    finally:
        process.kill()
        process.communicate()
