"""The calls of API.md as functions, for the checkers: they take the arguments, and return what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ..api_md import Entry, entries


def written(package: Path, folder: Path) -> None:
    """Write a module with all calls in the API.md of a package, each with and without its optional arguments."""
    files = {
        path.relative_to(package).as_posix(): path.read_text("utf-8")
        for path in (package / "API.md", *package.rglob("api/**/*.py"))
    }
    imports: set[str] = {f"from {package.name} import Client, models"}
    functions: list[str] = []
    # pyright reports calls of deprecated operations.
    shown = [entry for entry in entries(files) if not entry.deprecated]
    for number, entry in enumerate(shown):
        functions += _functions(entry, number)
        imports |= set(_imports(entry))
    folder.mkdir(parents=True, exist_ok=True)
    head = "from __future__ import annotations\n\nfrom typing import Any\n"
    text = "\n".join([head, *sorted(imports), *functions, "", "SHOWN: Any = (models, Client)"])
    (folder / f"reference_{package.name}.py").write_text(text, "utf-8")


def _imports(entry: Entry) -> Iterator[str]:
    """The imports of public names that its annotations use."""
    names = {
        node.id
        for argument in (*entry.function.args.args, *entry.function.args.kwonlyargs)
        for node in ast.walk(argument)
        if isinstance(node, ast.Name)
    }
    for node in entry.module.body:
        if isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                if alias.name in names and alias.asname is None:
                    yield f"from {node.module} import {alias.name}"


def _functions(entry: Entry, number: int) -> Iterator[str]:
    listed = entry.function.args
    annotated = ", ".join(ast.unparse(each) for each in (*listed.args, *listed.kwonlyargs))
    optional = [f"{name}={name}" for name in entry.optional]
    for which, arguments in enumerate((entry.arguments, (*entry.arguments, *optional))):
        call = f"{entry.name}({', '.join(arguments)})"
        result, body = entry.returns[0], f"return {call}"
        if len(entry.returns) > 1 and entry.returns[1].startswith(("models.", "Any")):
            # A page with its items.
            items = f"{entry.name}.items({', '.join(arguments)})"
            body = f"page: {entry.returns[1]} = {call}\n    print(page)\n    return list({items})"
            result = f"list[{result}]"
        if result == "None":
            body = call
        yield f"\n\ndef call_{number}_{which}(client: Client, {annotated}) -> {result}:\n    {body}"
