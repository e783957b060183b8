"""Read the clients of a configuration, or create one from flags.

A client is a table `[tool.restamp.clients.NAME]` in pyproject.toml or restamp.toml (where `[clients.NAME]` is allowed,
too). Relative paths start at the folder of that file.
"""

from __future__ import annotations

import keyword
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from restamp.config import keys, values
from restamp.config.import_paths import import_path
from restamp.config.keys import keys_of
from restamp.config.model import BODIES, NAMES, BodiesKey, ClientConfig, Include, NamesKey
from restamp.config.shared_runtime import sharing
from restamp.config.urls import document_name, document_place
from restamp.diagnostics.conflict import conflict_offset
from restamp.diagnostics.excerpt import excerpt
from restamp.diagnostics.model import Diagnostic, Diagnostics, Severity
from restamp.diagnostics.position import Position
from restamp.diagnostics.text import quoted, reason
from restamp.pointers import is_url, join_pointer

FILES = ("restamp.toml", "pyproject.toml")
"""Names of configuration files, in order of precedence."""

_MAX_NAME_BYTES = 200
"""File systems allow 255 bytes; the staging folder next to the package has a longer name."""


def find(start: Path) -> Path | None:
    """Find the nearest configuration in `start` or its parents, skipping pyproject.toml without `[tool.restamp]`."""
    for folder in (start, *start.parents):
        for file in (folder / name for name in FILES):
            if holds_clients(file):
                return file
    return None


def holds_clients(file: Path) -> bool:
    """Whether a file exists and is a configuration, by its name or by its `[tool.restamp]`."""
    return file.is_file() and (file.name == FILES[0] or _mentions_restamp(file))


def from_file(
    file: Path, name: str, diagnostics: Diagnostics, *, needs_clients: bool = True
) -> tuple[ClientConfig, ...]:
    """Read all clients of a configuration file, sorted by name; none if there is an error.

    `name` is the name of the file in diagnostics: config-unreadable, config-invalid, config-key, config-type,
    config-required, config-no-clients, config-output.
    """
    own = Diagnostics()
    text = _text(file, name, own)
    tree = None if text is None else _tree(text, name, own)
    clients: tuple[ClientConfig, ...] = ()
    if text is not None and tree is not None:
        clients = _clients(tree, file, own)
        if not clients and needs_clients and not own.failed:
            message = "no clients: write [tool.restamp.clients.NAME] with spec and output"
            own.error("config-no-clients", message, _settings_at(tree, file))
        _locate(own, name, text)
    for diagnostic in sorted(own, key=lambda d: d.position):
        diagnostics.add(diagnostic)
    return () if own.failed else clients


def from_flags(
    spec: str,
    output: str,
    overlays: Sequence[str],
    root: Path,
    diagnostics: Diagnostics,
    *,
    names: NamesKey | None = None,
    bodies: BodiesKey | None = None,
) -> ClientConfig | None:
    """Create a client from flags, with paths relative to `root`; None with config-output if the output is invalid."""
    target = _absolute(root, output)
    if problem := output_problem(target, root):
        diagnostics.error("config-output", f'--output "{output}": {problem}')
        return None
    return ClientConfig(
        name=target.name,
        spec=_absolute(root, document_place(spec, root)),
        spec_name=document_name(spec),
        overlays=tuple(
            (_absolute(root, document_place(each, root)), document_name(each)) for each in overlays
        ),
        output=target,
        root=root,
        import_path=import_path(target, root),
        names=names or NAMES[0],
        bodies=bodies or BODIES[0],
    )


def select(
    clients: Iterable[ClientConfig], names: Sequence[str], file: str, diagnostics: Diagnostics
) -> tuple[ClientConfig, ...]:
    """Select clients by name, all if there are no names; config-client-unknown for unknown names."""
    known = {client.name: client for client in clients}
    for name in dict.fromkeys(names):
        if name not in known:
            import difflib

            close = difflib.get_close_matches(name, known, 1)
            message = f'there is no client "{name}"; the configuration has {values.listed(known)}'
            message += f'; did you mean "{close[0]}"?' if close else ""
            diagnostics.error("config-client-unknown", message, f"{file}#/clients", file=file)
    return tuple(known[name] for name in dict.fromkeys(names or known) if name in known)


def missing(start: Path) -> Diagnostic:
    """The error that no configuration exists in `start` or its parents."""
    message = (
        "no [tool.restamp] in this folder or its parents; `restamp init DOCUMENT` writes "
        "[tool.restamp.clients.NAME] with spec and output, or use --spec and --output"
    )
    file = next((name for name in reversed(FILES) if (start / name).is_file()), "")
    return Diagnostic(Severity.ERROR, "config-missing", message, "#/tool/restamp", file)


def _mentions_restamp(file: Path) -> bool:
    """Whether a pyproject.toml has a `[tool.restamp]`, or seems to if it is not valid TOML."""
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


def _text(file: Path, name: str, diagnostics: Diagnostics) -> str | None:
    try:
        content = file.read_bytes()
    except OSError as error:
        diagnostics.error("config-unreadable", f"cannot be read: {reason(error)}", file=name)
        return None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        diagnostics.error(
            "config-invalid", "not a TOML file: not UTF-8", file=name, position=Position(line, 1)
        )
        return None


def _tree(text: str, name: str, diagnostics: Diagnostics) -> dict[str, object] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        diagnostics.error("config-invalid", "not a TOML file: nested too deeply", file=name)
    except tomllib.TOMLDecodeError as error:
        message, position = _mistake(str(error), text)
        shown = excerpt(text, position)
        diagnostics.error("config-invalid", message, file=name, position=position, excerpt=shown)
    except ValueError:  # Python limits integers to 4,300 digits
        diagnostics.error("config-invalid", "contains a number with too many digits", file=name)
    return None


def _mistake(error: str, text: str) -> tuple[str, Position]:
    """What is wrong with a text that is not TOML, and where."""
    if (conflict := conflict_offset(text)) is not None:
        line = text.count("\n", 0, conflict) + 1
        return "contains merge conflict markers; resolve the conflict first", Position(line, 1)
    message, _, where = error.partition(" (at ")
    numbers = re.match(r"line (\d+), column (\d+)", where)
    position = Position(text.rstrip().count("\n") + 1, 1)
    if numbers:
        position = Position(int(numbers[1]), int(numbers[2]))
    return f"not a TOML file: {message[:1].lower()}{message[1:]}", position


def _clients(
    tree: dict[str, object], file: Path, diagnostics: Diagnostics
) -> tuple[ClientConfig, ...]:
    at, settings = _settings_at(tree, file), tree
    if at != "#":
        tool = values.table(tree, "tool", "#", diagnostics)
        settings = values.table(tool, "restamp", "#/tool", diagnostics)
    values.refuse_unknown(settings, keys_of(keys.ALL), at, diagnostics)
    shared: dict[str, object] = {
        "names": _names(settings, at, diagnostics),
        "bodies": _bodies(settings, at, diagnostics),
    }
    runtime = values.string(settings, "runtime", at, diagnostics)
    runtime_at = join_pointer(at, "runtime")
    tables = values.table(settings, "clients", at, diagnostics)
    at = join_pointer(at, "clients")
    read = [
        _client(
            name,
            shared | values.table(tables, name, at, diagnostics),
            file,
            join_pointer(at, name),
            diagnostics,
        )
        for name in sorted(tables)
    ]
    clients = tuple(client for client in read if client is not None)
    _refuse_shared_outputs(clients, at, diagnostics)
    if runtime is None:
        return clients
    return _with_runtime(clients, runtime, file.parent, runtime_at, diagnostics)


def _settings_at(tree: dict[str, object], file: Path) -> str:
    """Where the settings of Restamp are: in restamp.toml the prefix `tool.restamp` may be left out."""
    return "#/tool/restamp" if file.name != FILES[0] or "tool" in tree else "#"


def _with_runtime(
    clients: tuple[ClientConfig, ...], runtime: str, root: Path, at: str, diagnostics: Diagnostics
) -> tuple[ClientConfig, ...]:
    def refuse(problem: str) -> None:
        diagnostics.error("config-runtime", f'runtime "{runtime}": {problem}', at)

    folder = _absolute(root, runtime)
    if problem := output_problem(folder, root):
        refuse(problem)
        return clients
    return sharing(clients, folder, refuse)


def _client(
    name: str, table: dict[str, object], file: Path, at: str, diagnostics: Diagnostics
) -> ClientConfig | None:
    before = len(diagnostics.entries)
    values.refuse_unknown(table, keys_of(keys.CLIENT), at, diagnostics)
    spec, output = (values.required(table, key, at, diagnostics) for key in ("spec", "output"))
    overlays = values.strings(table, "overlays", at, diagnostics)
    _refuse_urls(spec, overlays, at, diagnostics)
    templates = values.string(table, "templates", at, diagnostics)
    source = values.string(table, "source", at, diagnostics)
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
        include=_include(table, at, diagnostics),
        accept=values.strings(table, "accept", at, diagnostics),
        severities=tuple(values.table(table, "severities", at, diagnostics).items()),
        templates=_absolute(root, templates) if templates else None,
        templates_name=_posix(templates) if templates else "",
        testing=values.boolean(table, "testing", at, diagnostics),
        drift_log=values.boolean(table, "drift_log", at, diagnostics, default=False),
        recording=values.boolean(table, "recording", at, diagnostics, default=False),
        names=_names(table, at, diagnostics),
        bodies=_bodies(table, at, diagnostics),
        strict=values.boolean(table, "strict", at, diagnostics, default=False),
        allow_paths=tuple(
            _absolute(root, path) for path in values.strings(table, "allow_paths", at, diagnostics)
        ),
        allow_remotes=values.strings(table, "allow_remotes", at, diagnostics),
    )
    if client.recording and not client.testing:
        message = "recordings are for the fake, which `testing = false` leaves out"
        diagnostics.error("config-recording", message, join_pointer(at, "recording"))
    problem = output_problem(client.output, root)
    if output and problem:
        diagnostics.error(
            "config-output", f'output "{output}": {problem}', join_pointer(at, "output")
        )
    return client if len(diagnostics.entries) == before else None


def _include(table: Mapping[str, object], at: str, diagnostics: Diagnostics) -> Include:
    include = values.table(table, "include", at, diagnostics)
    at, known = join_pointer(at, "include"), keys_of(keys.INCLUDE)
    values.refuse_unknown(include, known, at, diagnostics)
    return Include(*(values.strings(include, key, at, diagnostics) for key in known))


def _refuse_urls(spec: str, overlays: Sequence[str], at: str, diagnostics: Diagnostics) -> None:
    """Builds do not use the network: a document is stored in the project, and `update` fetches it."""
    if is_url(spec):
        file = PurePath(urlsplit(spec).path).name or "openapi.json"
        message = (
            "is a URL, and builds do not use the network: write "
            f"`source = {quoted(spec)}` and `spec = {quoted(f'specs/{file}')}`, "
            "and run `restamp update` to fetch it"
        )
        diagnostics.error("config-url", f"spec {message}", join_pointer(at, "spec"))
    for number, overlay in enumerate(overlays):
        if is_url(overlay):
            message = "an overlay is a URL, and builds do not use the network: store it in a file"
            diagnostics.error("config-url", message, join_pointer(at, "overlays", number))


def _names(table: Mapping[str, object], at: str, diagnostics: Diagnostics) -> NamesKey:
    return values.choice(table, "names", NAMES, at, diagnostics)


def _bodies(table: Mapping[str, object], at: str, diagnostics: Diagnostics) -> BodiesKey:
    return values.choice(table, "bodies", BODIES, at, diagnostics)


def output_problem(output: Path, root: Path) -> str | None:
    """The reason why a package cannot be written to a folder, whose name Python must be able to import."""
    if output == root or output in root.parents:
        return "is the root folder or a parent of it; choose a separate folder"
    name = output.name
    if any(len(os.fsencode(part)) > _MAX_NAME_BYTES for part in output.parts):
        return (
            f"has a name of more than {_MAX_NAME_BYTES} bytes, which is too long for file systems"
        )
    stable = unicodedata.normalize("NFKC", name) == name
    if name.isidentifier() and stable and not keyword.iskeyword(name):
        return None
    advice = re.sub(r"\W|^(?=\d)", "_", name) if name else "client"
    if keyword.iskeyword(advice):
        advice += "_"
    return f'Python cannot import a package named "{name}"; rename it, for example to "{advice}"'


def _refuse_shared_outputs(
    clients: Iterable[ClientConfig], at: str, diagnostics: Diagnostics
) -> None:
    owners: dict[Path, str] = {}
    for client in clients:
        owner = owners.setdefault(client.output, client.name)
        if owner != client.name:
            message = f'the client "{owner}" has the same output folder'
            diagnostics.error("config-output", message, join_pointer(at, client.name, "output"))


def _locate(diagnostics: Diagnostics, name: str, text: str) -> None:
    """Add positions to the diagnostics; skipped if there are none."""
    if diagnostics.entries:
        from restamp.config.toml_positions import marks

        placed = marks(text)
        diagnostics.entries[:] = [_located(d, name, text, placed) for d in diagnostics]


def _located(
    diagnostic: Diagnostic, name: str, text: str, placed: Mapping[str, Position]
) -> Diagnostic:
    """Add the position of the pointer, or of its nearest parent that has one."""
    at = diagnostic.at
    while at not in placed and "/" in at:
        at = at.rpartition("/")[0]
    position = placed.get(at, Position(1, 1))
    return replace(diagnostic, file=name, position=position, excerpt=excerpt(text, position))


def _absolute(root: Path, path: str | Path) -> Path:
    """An absolute path from `root`, with `..` resolved textually, without following links."""
    return Path(os.path.normpath(root / path))


def _posix(path: str) -> str:
    return PurePath(path).as_posix()
