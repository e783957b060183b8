"""The public API of generated packages: every name that one can export is in the reference."""

from __future__ import annotations

import ast
import inspect
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import griffe
import pytest

from restamp.cli import main
from restamp.python.calls.kinds import KINDS
from restamp.python.views import exports
from restamp.python.views.credentials import GRANTS
from restamp.python.views.errors import ERROR_DOCS

from ...updating import Expect
from .runtime_api import class_text, docstring_of

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/reference/runtime.md"
PROJECT = ROOT / "tests/docs/projects/acme"
MORE = """\
webhooks:
  productSold:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Event"}}}}
      responses: {"204": {description: Thanks}}
"""
"""What the document of the guides lacks."""
HEAD = """\
# The client's API

What every generated package has beside the names of its document, here as `acme`, the package of the
[guides](../guides/index.md). A package exports what it needs: one without streams has no `Stream`.

Names that begin with an underscore, and modules below `_runtime`, are internal.
"""
SECTIONS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "The clients": ("", "Of `acme`.", ("Client", "AsyncClient")),
    "Calls": (
        "_runtime",
        "What `client.products.get` and other operations are. `AsyncClient` has the same with `async` before each name.",
        (
            "BoundCall",
            "BoundPagedCall",
            "BoundWaitedCall",
            "BoundStreamCall",
            "BoundStreamableCall",
        ),
    ),
    "Requests and responses": ("", "Of `acme`.", ("Request", "Response")),
    "Pages": ("", "Of `acme`.", ("Page", "Listing", "AsyncListing")),
    "Streams and downloads": (
        "",
        "Of `acme`.",
        ("Stream", "AsyncStream", "Event", "Download", "AsyncDownload"),
    ),
    "Bodies": ("", "Of `acme`.", ("File", "Unset")),
    "Credentials": ("", "Of `acme`.", GRANTS),
    "Hooks": ("", "Of `acme`.", ("Hooks", "Retry", "Drift")),
    "Errors": (
        "",
        "Of `acme` and `acme.errors`. Every error is an `ApiError`.",
        (
            *("ApiError", "CredentialsError", "TransportError", "TimeoutError", "DecodeError"),
            *("StatusError", *ERROR_DOCS, "PaginationError", "WaitError", "WaitTimeoutError"),
        ),
    ),
    "Tests": (
        "testing",
        "Of `acme.testing`. `fake.products.get` is a `FakeOperation`, that of a stream a `FakeStream`.",
        ("Fake", "FakeOperation", "FakeStream", "FakeCall", "UnexpectedCall"),
    ),
    "The drift log": ("drift_log", "Of `acme.drift_log`, with `drift_log = true`.", ("DriftLog",)),
    "Recordings": ("recording", "Of `acme.recording`, with `recording = true`.", ("Recording",)),
}
"""The module, a sentence and the classes of each section."""
CONSTRUCTED = {
    *(
        "Client",
        "AsyncClient",
        "Request",
        "Event",
        "File",
        "Hooks",
        "Fake",
        "DriftLog",
        "Recording",
    ),
    *GRANTS,
}
"""Classes that callers make themselves; they receive others."""
INTERNAL = {
    **{key: {"form", "refresh_form", "rotate", "secrets", "source"} for key in GRANTS},
    "DriftLog": {"received", "reads", "salvages", "differs", "failed"},
    "Recording": {"handle_request", "handle_async_request"},
    "File": {"payload"},
    "Response": {"undecodable"},
    "Request": {"located"},
}
"""What the client calls, and callers do not."""
CONSTANTS = {"UNSET": "Unset"}
"""Exported values, with the class that explains them."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A package with everything, read but not imported."""
    folder = Path(shutil.copytree(PROJECT, tmp_path_factory.mktemp("api") / "acme"))
    with (folder / "specs/acme.yaml").open("a", encoding="utf-8") as document:
        document.write(MORE)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('bodies = "arguments"\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["generate", "--quiet"]) == 0
    return griffe.load("acme", search_paths=[folder / "src"], resolve_aliases=True)


def classes(package: Any, module: str, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The classes of a section; a name that a module does not have is one of the runtime."""
    known = {
        name: one
        for each in package["_runtime"].modules.values()
        for name, one in each.members.items()
        if not one.is_alias and one.is_class
    }
    place = package[module] if module not in ("", "_runtime") else package
    for name in names:
        one = place.members.get(name) or known[name]
        yield name, one.final_target if one.is_alias else one


def test_the_page(package: Any, expect: Expect) -> None:
    parts = [HEAD]
    for title, (module, about, names) in SECTIONS.items():
        parts.append(f"\n## {title}\n\n{about}\n\n")
        for name, cls in classes(package, module, names):
            internal = INTERNAL.get(name, set[str]())
            parts.append(class_text(cls, name, is_made=name in CONSTRUCTED, internal=internal))
    expect(PAGE, "".join(parts).rstrip("\n") + "\n")


def listed() -> set[str]:
    return {name for _, _, names in SECTIONS.values() for name in names} | CONSTANTS.keys()


def test_every_export_of_the_package_is_listed(package: Any) -> None:
    exported = {
        name
        for name, one in package.members.items()
        if name[:1].isupper() and name != "TYPE_CHECKING" and not one.is_attribute
    }
    assert exported <= listed()
    assert {"Stream", "Page", "File", "Unset", "ClientCredentials"} <= exported


def test_every_name_that_a_package_can_export_is_listed() -> None:
    names = {name for kind in KINDS for name in (*kind.exports, *kind.errors)} | {*GRANTS}
    tree = ast.parse(inspect.getsource(exports.package_view))
    names |= {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.isidentifier()
        and node.value[0].isupper()
    }
    assert names <= listed()


def test_every_name_for_tests_is_listed(package: Any) -> None:
    assert {*package["testing"].exports} <= listed()


def test_everything_public_has_a_docstring(package: Any) -> None:
    bare = [
        f"{name}.{key}"
        for _, (module, _, names) in SECTIONS.items()
        for name, cls in classes(package, module, names)
        for key, one in cls.members.items()
        if key not in INTERNAL.get(name, ())
        if one.is_function
        and not key.startswith("_")
        and docstring_of(one) is None
        and not one.overloads
        and not key.endswith("_")
    ]
    assert not bare
