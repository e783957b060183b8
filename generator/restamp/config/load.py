"""The clients of a configuration, read from `[tool.restamp]`, or the one that flags describe.

`[tool.restamp.clients.NAME]` stands in pyproject.toml or in restamp.toml (there `[clients.NAME]` will do too);
relative paths start at the folder of that file.
"""

from __future__ import annotations

import keyword
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import cast

from restamp.config.import_paths import import_path
from restamp.config.model import ClientConfig, Include
from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import reason
from restamp.pointers import below

FILES = ("restamp.toml", "pyproject.toml")
"""The names of configuration files; where a folder has both, the first counts."""

_CLIENT_KEYS = ("spec", "overlays", "output", "source", "include", "templates", "testing", "accept")
_TABLES = ("severities",)
_LONGEST_NAME = 200
"""Bytes of a folder's name: file systems take 255, and a draft beside it has a longer one."""
_INCLUDE_KEYS = ("tags", "paths", "operations")


def find(start: Path) -> Path | None:
    """The nearest configuration at `start` or above it; a pyproject.toml without `[tool.restamp]` is passed by."""
    for folder in (start, *start.parents):
        for file in (folder / name for name in FILES):
            if holds_clients(file):
                return file
    return None


def holds_clients(file: Path) -> bool:
    """Whether a file is there and is, by its name or by its `[tool.restamp]`, a configuration."""
    return file.is_file() and (file.name == FILES[0] or _mentions_restamp(file))


def from_file(file: Path, name: str, diagnostics: Diagnostics) -> tuple[ClientConfig, ...]:
    """Every client of a configuration file, sorted by name; none where anything in it is wrong.

    `name` is how diagnostics call the file: config-unreadable, config-invalid, config-key, config-type,
    config-required, config-no-clients, config-output.
    """
    found = Diagnostics()
    text = _text(file, name, found)
    tree = None if text is None else _tree(text, name, found)
    clients: tuple[ClientConfig, ...] = ()
    if text is not None and tree is not None:
        clients = _clients(tree, file, found)
        _locate(found, name, text)
    for diagnostic in sorted(found, key=lambda d: d.position):
        diagnostics.add(diagnostic)
    return () if found.failed else clients


def from_flags(
    spec: str, output: str, overlays: Sequence[str], root: Path, diagnostics: Diagnostics
) -> ClientConfig | None:
    """The client that flags describe, paths starting at `root`; None with config-output if its name will not do."""
    target = _absolute(root, output)
    if problem := output_problem(target, root):
        position = Position(1, len("--output ") + 1)
        excerpt = ((1, f"--output {output}"),)
        diagnostics.error(
            "config-output",
            f'output "{output}": {problem}',
            "#/output",
            file="command line",
            position=position,
            excerpt=excerpt,
        )
        return None
    return ClientConfig(
        name=target.name,
        spec=_absolute(root, spec),
        spec_name=_posix(spec),
        overlays=tuple((_absolute(root, overlay), _posix(overlay)) for overlay in overlays),
        output=target,
        root=root,
        import_path=import_path(target, root),
    )


def chosen(
    clients: Iterable[ClientConfig], names: Sequence[str], file: str, diagnostics: Diagnostics
) -> tuple[ClientConfig, ...]:
    """The clients with these names, all where there are no names; config-client-unknown for a name without a client."""
    known = {client.name: client for client in clients}
    for name in dict.fromkeys(names):
        if name not in known:
            message = f'there is no client "{name}"; the configuration has {_listed(known)}'
            diagnostics.error("config-client-unknown", message, f"{file}#/clients", file=file)
    return tuple(known[name] for name in dict.fromkeys(names or known) if name in known)


def missing(start: Path) -> Diagnostic:
    """What to say where no configuration is found at `start` or above it."""
    message = (
        "no [tool.restamp] here or in a folder above; "
        "write [tool.restamp.clients.NAME] with spec and output, or use --spec and --output"
    )
    file = next((name for name in reversed(FILES) if (start / name).is_file()), FILES[1])
    return Diagnostic(Severity.ERROR, "config-missing", message, "#/tool/restamp", file)


def _mentions_restamp(file: Path) -> bool:
    """Whether a pyproject.toml has, or being broken seems to have, a `[tool.restamp]`."""
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return False
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except (ValueError, RecursionError):
        return "tool.restamp" in text
    return isinstance(tool, dict) and "restamp" in tool


def _text(file: Path, name: str, found: Diagnostics) -> str | None:
    try:
        content = file.read_bytes()
    except OSError as error:
        found.error("config-unreadable", f"cannot be read: {reason(error)}", file=name)
        return None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found.error(
            "config-invalid", "not a TOML file: not UTF-8", file=name, position=Position(line, 1)
        )
        return None


def _tree(text: str, name: str, found: Diagnostics) -> dict[str, object] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        found.error("config-invalid", "not a TOML file: nested too deeply", file=name)
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).partition(" (at ")
        numbers = re.match(r"line (\d+), column (\d+)", where)
        position = Position(text.rstrip().count("\n") + 1, 1)
        if numbers:
            position = Position(int(numbers[1]), int(numbers[2]))
        found.error(
            "config-invalid",
            f"not a TOML file: {message[:1].lower()}{message[1:]}",
            file=name,
            position=position,
            excerpt=excerpt(text, position),
        )
    except ValueError:  # Python reads integers of 4,300 digits at most
        found.error("config-invalid", "holds a number of too many digits", file=name)
    return None


def _clients(tree: dict[str, object], file: Path, found: Diagnostics) -> tuple[ClientConfig, ...]:
    at, settings = "#", tree
    if file.name != FILES[0] or "tool" in tree:
        for key in ("tool", "restamp"):
            at, settings = below(at, key), _table(settings, key, at, found)
    _refuse_unknown(settings, ("clients",), at, found)
    tables = _table(settings, "clients", at, found)
    if not tables and not found.failed:
        message = "no clients: write [tool.restamp.clients.NAME] with spec and output"
        found.error("config-no-clients", message, at)
    at = below(at, "clients")
    made = [
        _client(name, _table(tables, name, at, found), file, below(at, name), found)
        for name in sorted(tables)
    ]
    clients = tuple(client for client in made if client is not None)
    _refuse_shared_outputs(clients, at, found)
    return clients


def _client(
    name: str, table: dict[str, object], file: Path, at: str, found: Diagnostics
) -> ClientConfig | None:
    before = len(found.entries)
    _refuse_unknown(table, _CLIENT_KEYS + _TABLES, at, found)
    include = _table(table, "include", at, found)
    _refuse_unknown(include, _INCLUDE_KEYS, below(at, "include"), found)
    spec, output = (_required(table, key, at, found) for key in ("spec", "output"))
    overlays = _strings(table, "overlays", at, found)
    templates = _string(table, "templates", at, found)
    source = _string(table, "source", at, found)
    kept = (_strings(include, key, below(at, "include"), found) for key in _INCLUDE_KEYS)
    root = file.parent
    client = ClientConfig(
        name=name,
        spec=_absolute(root, spec),
        spec_name=_posix(spec),
        overlays=tuple((_absolute(root, overlay), _posix(overlay)) for overlay in overlays),
        output=_absolute(root, output),
        root=root,
        import_path=import_path(_absolute(root, output), root),
        file=file,
        source=source,
        include=Include(*kept),
        accept=_strings(table, "accept", at, found),
        severities=tuple(_table(table, "severities", at, found).items()),
        templates=_absolute(root, templates) if templates else None,
        templates_name=_posix(templates) if templates else "",
        testing=_boolean(table, "testing", at, found),
    )
    problem = output_problem(client.output, root)
    if output and problem:
        found.error("config-output", f'output "{output}": {problem}', below(at, "output"))
    return client if len(found.entries) == before else None


def output_problem(output: Path, root: Path) -> str | None:
    """Why a package cannot be written there, if so: its folder's name is what Python imports."""
    if output == root or output in root.parents:
        return "is the folder everything starts from, or one above it; name a folder of its own"
    name = output.name
    if any(len(os.fsencode(part)) > _LONGEST_NAME for part in output.parts):
        return f"has a name of more than {_LONGEST_NAME} bytes, which file systems refuse"
    stable = unicodedata.normalize("NFKC", name) == name
    if name.isidentifier() and stable and not keyword.iskeyword(name):
        return None
    advice = re.sub(r"\W|^(?=\d)", "_", name) if name else "client"
    if keyword.iskeyword(advice):
        advice += "_"
    return f'Python cannot import a package called "{name}"; "{advice}" would do'


def _refuse_shared_outputs(clients: Iterable[ClientConfig], at: str, found: Diagnostics) -> None:
    owners: dict[Path, str] = {}
    for client in clients:
        owner = owners.setdefault(client.output, client.name)
        if owner != client.name:
            message = f'the client "{owner}" is written to the same folder'
            found.error("config-output", message, below(at, client.name, "output"))


def _refuse_unknown(
    table: Mapping[str, object], known: Sequence[str], at: str, found: Diagnostics
) -> None:
    for key in table:
        if key not in known:
            import difflib

            close = difflib.get_close_matches(key, known, 1)
            advice = f'did you mean "{close[0]}"?' if close else f"known: {_listed(known)}"
            found.error("config-key", f'unknown key "{key}"; {advice}', below(at, key))


def _table(
    parent: Mapping[str, object], key: str, at: str, found: Diagnostics
) -> dict[str, object]:
    value = parent.get(key, {})
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    found.error("config-type", f'"{key}" must be a table, not {_kind(value)}', below(at, key))
    return {}


def _string(table: Mapping[str, object], key: str, at: str, found: Diagnostics) -> str | None:
    value = table.get(key)
    if value is None or (isinstance(value, str) and value and "\0" not in value):
        return value
    found.error("config-type", f'"{key}" must be a string, not {_kind(value)}', below(at, key))
    return None


def _boolean(table: Mapping[str, object], key: str, at: str, found: Diagnostics) -> bool:
    value = table.get(key, True)
    if not isinstance(value, bool):
        message = f'"{key}" must be a boolean, not {_kind(value)}'
        found.error("config-type", message, below(at, key))
    return value is not False


def _required(table: Mapping[str, object], key: str, at: str, found: Diagnostics) -> str:
    if key not in table:
        found.error("config-required", f'"{key}" is missing', at)
    return _string(table, key, at, found) or ""


def _strings(table: Mapping[str, object], key: str, at: str, found: Diagnostics) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list):
        message = f'"{key}" must be an array of strings, not {_kind(value)}'
        found.error("config-type", message, below(at, key))
        return ()
    items = cast("list[object]", value)
    for index, item in enumerate(items):
        if not isinstance(item, str) or not item or "\0" in item:
            message = f'"{key}" must hold strings, not {_kind(item)}'
            found.error("config-type", message, below(at, key, index))
    return tuple(item for item in items if isinstance(item, str))


def _kind(value: object) -> str:
    """What a TOML value is, in its own words."""
    match value:
        case "":
            return "an empty string"
        case str():
            return "a string" if "\0" not in value else "a string with a NUL character"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case list():
            return "an array"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def _locate(found: Diagnostics, name: str, text: str) -> None:
    """Give each its place; where all is well nobody asks for one."""
    if found.entries:
        from restamp.config.toml_positions import marks

        placed = marks(text)
        found.entries[:] = [_located(d, name, text, placed) for d in found]


def _located(
    diagnostic: Diagnostic, name: str, text: str, placed: Mapping[str, Position]
) -> Diagnostic:
    """The diagnostic with the position of its pointer, or of the nearest thing above it."""
    at = diagnostic.at
    while at not in placed and "/" in at:
        at = at.rpartition("/")[0]
    position = placed.get(at, Position(1, 1))
    return replace(diagnostic, file=name, position=position, excerpt=excerpt(text, position))


def _absolute(root: Path, path: str) -> Path:
    """The path below `root`, `..` taken out by its text, so that links in the way stay as they are."""
    return Path(os.path.normpath(root / path))


def _posix(path: str) -> str:
    return PurePath(path).as_posix()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
