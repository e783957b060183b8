"""Every package under generated/ is what its document, the templates and the runtime say, byte for byte."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import black

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.emit.header import PYTHON
from restamp.emit.plan import STATIC
from restamp.output import changes as on_disk
from restamp.output import lock
from restamp.output.fresh import lock_of
from restamp.pipeline import Result, generate
from restamp.spec.reading.digests import digest

Fresh = Callable[[ClientConfig], Result]
Tree = Callable[[Path], dict[str, bytes]]


def test_there_is_a_package_for_each_client_and_nothing_else(
    root: Path, clients: tuple[ClientConfig, ...]
) -> None:
    assert {"blink", "tracecat"} <= {client.name for client in clients}
    folders = {path for path in (root / "generated").iterdir() if path.name[0] not in "._"}
    assert folders == {client.output for client in clients}


def test_it_is_fresh(client: ClientConfig, tree: Tree) -> None:
    known = lock.read(client.output, client.name, Diagnostics())
    assert known is not None
    result = generate(client, lock.locked_names(known))
    assert not result.failed
    files = dict(result.files)
    files[lock.FILE] = lock.text(lock_of(client, result))
    changes = on_disk.changes(files, client.output, client.name, known, Diagnostics())
    assert not changes, on_disk.diff(changes, client.name)
    assert {path: text.encode() for path, text in files.items()} == tree(client.output)


def test_the_lock_says_what_is_there(client: ClientConfig, tree: Tree) -> None:
    known = lock.read(client.output, client.name, Diagnostics())
    assert known is not None
    files = tree(client.output)
    assert known.files == {
        path: digest(content) for path, content in files.items() if path != lock.FILE
    }
    inputs = (client.spec, *(path for path, _ in client.overlays))
    assert known.inputs == {path.name: digest(path.read_bytes()) for path in inputs}
    assert lock.text(known).encode() == files[lock.FILE]


def test_no_name_is_left_over_from_an_older_document(
    client: ClientConfig, fresh: Fresh, tree: Tree
) -> None:
    known = lock.read(client.output, client.name, Diagnostics())
    assert known is not None
    assert fresh(client).names == known.names
    assert fresh(client).files == generate(client, lock.locked_names(known)).files


def test_check_has_nothing_to_say(root: Path, restamp: Callable[..., Any]) -> None:
    ran = restamp(["check"], root)
    assert (ran.status, ran.err) == (0, "")
    assert "@@" not in ran.out


def test_the_runtime_is_copied(root: Path, client: ClientConfig, tree: Tree) -> None:
    runtime = tree(root / "templates" / "runtime")
    packaged = tree(client.output)
    copied = [path for path in packaged if path.startswith("_runtime/")]
    assert {path: packaged[path] for path in copied} == {
        path: PYTHON.encode() + runtime[path.removeprefix("_runtime/")] for path in copied
    }


def test_a_file_is_the_runtimes_or_static_or_of_a_template(
    root: Path, client: ClientConfig, tree: Tree
) -> None:
    """With no template there is nothing but the runtime and what is the same in every package."""
    runtime = {f"_runtime/{path}" for path in tree(root / "templates" / "runtime")}
    of_templates = tree(client.output).keys() - runtime - STATIC.keys() - {lock.FILE}
    folders = {path.rpartition("/")[0] for path in of_templates}
    assert folders == {"", "api", "models", "resources", "testing"}
    assert {path for path in of_templates if "/" not in path} == {
        *("API.md", "README.md", "__init__.py", "client.py", "errors.py", "restamp.api.json")
    }


def test_black_would_change_nothing(client: ClientConfig) -> None:
    mode = black.Mode()
    assert mode.line_length == 88
    """The runtime is looked at where it is written."""
    files = (path for path in client.output.rglob("*.py") if path.parent.name != "_runtime")
    texts = {path.name: path.read_text("utf-8").removeprefix(PYTHON) for path in files}
    changed = [path for path, text in texts.items() if black.format_str(text, mode=mode) != text]
    assert not changed


def test_every_file_is_plain_text_that_parses(client: ClientConfig, tree: Tree) -> None:
    for path, content in tree(client.output).items():
        text = content.decode("utf-8")
        assert "\r" not in text, path
        assert not text or text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
        assert not [line for line in text.splitlines() if line != line.rstrip()], path
        if path.endswith(".py"):
            ast.parse(text, path, feature_version=(3, 11))
