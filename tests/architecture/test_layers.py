"""Data moves in one direction: who may import whom, and who may use what."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

Modules = Mapping[str, Any]

LAYERS: tuple[tuple[str, ...], ...] = (
    ("restamp.collection", "restamp.pointers", "restamp.records", "restamp.recursion"),
    ("restamp.diagnostics",),
    ("restamp.config",),
    ("restamp.spec.tree",),
    ("restamp.spec.reading",),
    ("restamp.spec.overlay",),
    ("restamp.spec.upgrade",),
    ("restamp.spec.repairs",),
    ("restamp.spec.document",),
    ("restamp.ir",),
    ("restamp.runtime",),
    ("restamp.kinds",),
    ("restamp.lower",),
    ("restamp.passes",),
    ("restamp.names",),
    ("restamp.python.modules",),
    ("restamp.python.types",),
    ("restamp.python.calls",),
    ("restamp.python.views",),
    ("restamp.python.markdown",),
    ("restamp.emit",),
    ("restamp.api_diff.types",),
    ("restamp.api_diff.surface",),
    ("restamp.api_diff.changes",),
    ("restamp.api_diff.rules",),
    ("restamp.api_diff.rendering",),
    ("restamp.report",),
    ("restamp.pipeline",),
    ("restamp.proposals",),
    ("restamp.learning",),
    ("restamp.output",),
    ("restamp.workflows",),
    ("restamp.cli",),
    ("restamp.__main__", "restamp.hatch_plugin"),
)
"""A module imports from its own entry and from the rows above its own."""

ABOVE = {"restamp", "restamp.spec", "restamp.python", "restamp.api_diff"}
"""Packages whose own packages are rows: they have a docstring, and no module beside these."""

ONLY_IN: Mapping[str, str | tuple[str, ...]] = {
    "yaml": ("restamp.spec.reading", "restamp.learning.overlay_file"),
    "openapi_pydantic": "restamp.spec.document",
    "pydantic": ("restamp.spec.document", "restamp.learning.allowed"),
    "jsonpath_rfc9535": "restamp.spec.overlay",
    "jinja2": "restamp.emit",
    "black": "restamp.emit",
    "platformdirs": "restamp.output.cache",
    "rich": "restamp.cli",
    "argparse": "restamp.cli",
    "watchfiles": "restamp.cli",
    "hatchling": "restamp.hatch_plugin",
}

DISK_AND_NETWORK = {
    "restamp.config.load",
    "restamp.spec.reading.load",
    "restamp.spec.reading.remote",
    "restamp.spec.reading.upstream",
    "restamp.emit.custom",
    "restamp.emit.render",
    "restamp.runtime.source",
    "restamp.output",
    "restamp.workflows",
    "restamp.cli",
}
TOUCHING = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "unlink",
    "mkdir",
    "iterdir",
}
NETWORK = ("urllib.request", "http", "socket", "ssl")


def place(name: str) -> tuple[int, str]:
    """The row of a module, and the entry of the table that it belongs to."""
    for row, entries in enumerate(LAYERS):
        for entry in entries:
            if name == entry or name.startswith(f"{entry}."):
                return row, entry
    raise AssertionError(f"{name} is in no layer; the table in this file lists them")


def test_imports_lead_upwards(modules: Modules) -> None:
    wrong: list[str] = []
    for module in modules.values():
        if module.name == "restamp":  # what users call
            wrong += sorted(module.inside - {"restamp.workflows", "restamp.workflows.api"})
            continue
        if module.name in ABOVE:
            wrong += [f"{module.name} imports {target}" for target in module.inside]
            continue
        row, own = place(module.name)
        for target in module.inside - ABOVE:
            other_row, other = place(target)
            if not (other_row < row or other == own):
                wrong.append(f"{module.name} imports {target}")
    assert not wrong


def _homes(library: str) -> tuple[str, ...]:
    """The packages that may import a library, each with a dot at its end; any if it is not in the table."""
    homes = ONLY_IN.get(library, "")
    return tuple(
        f"{home}." if home else "" for home in ([homes] if isinstance(homes, str) else homes)
    )


def test_each_library_in_its_place(modules: Modules) -> None:
    wrong = [
        f"{module.name} imports {library}"
        for module in modules.values()
        for library in {target.partition(".")[0] for target in module.outside}
        if not f"{module.name}.".startswith(_homes(library))
    ]
    assert not wrong


def test_dataclasses_are_records(modules: Modules) -> None:
    """`records.dataclass` creates a class in a fifth of the time."""
    assert not [
        module.name
        for module in modules.values()
        if "dataclasses.dataclass" in module.outside and module.name != "restamp.records"
    ]


def test_few_touch_disk_or_network(modules: Modules) -> None:
    wrong: list[str] = []
    for module in modules.values():
        allowed = any(f"{module.name}.".startswith(f"{name}.") for name in DISK_AND_NETWORK)
        used = {called(node) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
        used &= TOUCHING
        used |= {target for target in module.outside if f"{target}.".startswith(NETWORK)}
        if used and not allowed:
            wrong.append(f"{module.name}: {sorted(used)}")
    assert not wrong


def test_only_the_command_line_prints(modules: Modules) -> None:
    wrong = (
        [
            module.name
            for module in modules.values()
            if not module.name.startswith("restamp.cli") and "print" in names(module.tree)
        ]
        if modules
        else []
    )
    assert not wrong


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def names(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_comparing_reads_no_printed_code(modules: Modules) -> None:
    """`api_diff` works on types as values: it sees no view, and parses no Python."""
    wrong: list[str] = []
    for module in modules.values():
        if not module.name.startswith("restamp.api_diff"):
            continue
        wrong += [f"{module.name} imports {name}" for name in module.inside if "views" in name]
        wrong += [f"{module.name} imports {name}" for name in module.outside if name == "ast"]
        used = names(module.tree) & {"eval", "exec", "compile", "Annotator"}
        wrong += [f"{module.name} uses {name}" for name in used]
    assert not wrong


def test_types_are_compared_without_patterns(modules: Modules) -> None:
    """No regular expression is near a type."""
    rooms = ("restamp.api_diff.types", "restamp.api_diff.surface", "restamp.python.types.public")
    assert not [
        module.name
        for module in modules.values()
        if module.name.startswith((*rooms, "restamp.api_diff.rendering.types"))
        and "re" in module.outside
    ]
