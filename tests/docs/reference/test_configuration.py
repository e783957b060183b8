"""The keys of a configuration: the table in the code is what is read, and what the reference shows."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest

from restamp.config import keys
from restamp.config import load as configuration
from restamp.config.keys import KEYS, Key
from restamp.config.model import ClientConfig, Include
from restamp.diagnostics.model import Diagnostics

from ...updating import Expect

PAGE = Path(__file__).parents[3] / "docs/reference/configuration.md"
HEAD = """\
# Configuration

Clients stand in `pyproject.toml`, or in `restamp.toml`, where the prefix `tool.restamp` may be left out. Restamp uses the
nearest of these files in the working directory or its parents; `restamp.toml` wins over a `pyproject.toml` beside it.
Paths start at the folder of the file.

```toml
[tool.restamp]
runtime = "src/app/_vendor/restamp_runtime"

[tool.restamp.clients.acme]
spec = "specs/acme.yaml"
overlays = ["specs/acme.overlay.yaml"]
output = "src/app/_vendor/acme"
source = "https://acme.example/openapi.yaml"

[tool.restamp.clients.acme.include]
tags = ["billing"]
```

An unknown key is an error ([`config-key`](diagnostics.md#config-key)), and so is a value of another type
([`config-type`](diagnostics.md#config-type)).
"""
SECTIONS = {
    keys.ALL: "For all clients",
    keys.CLIENT: "For one client",
    keys.INCLUDE: "Parts of a document",
}
WRONG: dict[str, str] = {
    "string": "1",
    "boolean": "1",
    "array of strings": "1",
    "table": "1",
    "table of strings": "1",
    "table of tables": "1",
}


def page() -> str:
    """The keys by table."""
    parts = [HEAD]
    for table, title in SECTIONS.items():
        parts.append(f"\n## {title}\n\nThe table `[{table}]`.\n")
        listed = [key for key in KEYS if table in key.tables]
        listed.sort(key=lambda key: key.tables[0] != table)
        parts += [section(key, table) for key in listed]
    return "".join(parts)


def section(key: Key, table: str) -> str:
    """One key. A key of several tables is described in the first of them."""
    first = key.tables[0]
    if table != first:
        text = f"The same for one client; the value of `[{first}]` is for those that have none of their own."
        return f"\n### `{key.name}` of a client\n\n{text}\n"
    default = f"default `{key.default}`" if key.default else "no default"
    kind = f"{key.type}, " + ("required" if key.is_required else default)
    example = f"\n```toml\n{key.name} = {key.example}\n```\n" if key.example else ""
    return f"\n### `{key.name}`\n\n*{kind}*\n\n{key.meaning}\n{example}"


def test_the_page(expect: Expect) -> None:
    expect(PAGE, page())


def read(folder: Path, text: str) -> tuple[tuple[ClientConfig, ...], list[str]]:
    """The clients of a configuration, and the codes of its problems."""
    file = folder / "pyproject.toml"
    file.write_text(text, "utf-8")
    clients = configuration.from_file(file, file.name, diagnostics := Diagnostics())
    return clients, [diagnostic.code for diagnostic in diagnostics]


def with_key(key: Key, table: str, value: str) -> str:
    """A configuration in which a table has a key with this value."""
    client = {"spec": '"acme.yaml"', "output": '"src/app/acme"'}
    tables: dict[str, dict[str, str]] = {keys.ALL: {}, keys.CLIENT: client, keys.INCLUDE: {}}
    tables[table][key.name] = value
    if key.name == "include":
        del tables[keys.INCLUDE]
    return "".join(
        f"[{name.replace('NAME', 'acme')}]\n" + "".join(f"{k} = {v}\n" for k, v in members.items())
        for name, members in tables.items()
        if members or name == keys.CLIENT
    )


EVERY = [(key, table) for key in KEYS for table in key.tables if key.name != "clients"]
every = pytest.mark.parametrize(
    ("key", "table"), EVERY, ids=[f"{table}.{key.name}" for key, table in EVERY]
)


@every
def test_the_example_is_read_and_differs_from_the_default(
    key: Key, table: str, tmp_path: Path
) -> None:
    (client,), codes = read(tmp_path, with_key(key, table, key.example))
    assert codes == []
    if not key.is_required:
        assert value_of(client, key, table) != default_of(key, table, tmp_path)


@every
def test_the_default_is_that_of_the_code(key: Key, table: str, tmp_path: Path) -> None:
    documented: Any = tomllib.loads(f"value = {key.default}")["value"] if key.default else None
    if key.is_required:
        assert documented is None
        return
    if isinstance(documented, list):
        documented = tuple(documented)
    if key.type.startswith("table"):
        documented = Include() if key.name == "include" else ()
    assert default_of(key, table, tmp_path) == documented


@every
def test_another_type_is_refused(key: Key, table: str, tmp_path: Path) -> None:
    clients, codes = read(tmp_path, with_key(key, table, WRONG[key.type]))
    assert clients == ()
    assert "config-type" in codes


def test_every_setting_has_a_key() -> None:
    """Other fields of a client come from flags, or follow from the keys."""
    others = {
        "name",
        "spec_name",
        "root",
        "file",
        "templates_name",
        "renames_style",
        "verify",
    }
    others |= {"strict_overlays", "unwritten", "use_lock", "use_cache"}
    others |= {"runtime_users", "import_path", "custom"}
    fields = {field.name for field in dataclasses.fields(ClientConfig)} - others
    named = {key.name for key in KEYS if key.tables != (keys.INCLUDE,)} - {"clients"}
    assert fields == named
    assert {field.name for field in dataclasses.fields(Include)} == {*keys.keys_of(keys.INCLUDE)}


def value_of(client: ClientConfig, key: Key, table: str) -> object:
    return getattr(client.include if table == keys.INCLUDE else client, key.name)


def default_of(key: Key, table: str, folder: Path) -> object:
    """The value of a client without the key."""
    (client,), _ = read(
        folder, '[tool.restamp.clients.acme]\nspec = "acme.yaml"\noutput = "src/app/acme"\n'
    )
    return value_of(client, key, table)
