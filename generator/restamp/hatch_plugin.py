"""A build hook for hatchling that generates the clients of the project, so that they need not be committed.

    [build-system]
    requires = ["hatchling", "restamp @ git+https://git.example.com/restamp.git"]
    build-backend = "hatchling.build"

    [tool.hatch.build.hooks.restamp]
    clients = ["acme"]      # default: all clients of the configuration
    strict = true           # treat warnings as errors; default: false

The clients are written to the folders in the configuration, as by `restamp generate`, so that they are part of
editable installs, too. Version control may ignore them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeGuard, cast

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from restamp.config import load as config
from restamp.diagnostics.model import Diagnostics, Severity
from restamp.diagnostics.text import show
from restamp.workflows.api import generate

_OPTIONS = ("clients", "strict")
_OPTIONS_OF_HATCHLING = (
    "dependencies",
    "enable-by-default",
    "require-runtime-dependencies",
    "require-runtime-features",
)


class RestampBuildHook(BuildHookInterface[BuilderConfig]):
    """Generate the clients of the project and add their packages to the build."""

    PLUGIN_NAME = "restamp"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the clients and declare their files as artifacts, which are built even if version control ignores them.

        If an input or option is invalid, print the reason on stderr and end the build with exit status 1.
        """
        root = Path(self.root)
        names, strict = self._options()
        patterns = [self._artifacts(root, output) for output in self._outputs(root, names)]
        result = generate(*names, strict=strict, root=root)
        if result.failed:
            errors = [show(d) for d in result.diagnostics if d.severity is Severity.ERROR]
            edits = [client.diff for client in result.clients if client.diff]
            message = "restamp: the clients could not be generated"
            self.app.abort("\n".join((*errors, *edits, message)))
        build_data["artifacts"].extend(patterns)

    def _options(self) -> tuple[list[str], bool]:
        table = cast("dict[str, object]", self.config)
        for key in table:
            if key not in (*_OPTIONS, *_OPTIONS_OF_HATCHLING):
                self._refuse(f'unknown option "{key}"; known: "clients", "strict"')
        names, strict = table.get("clients", []), table.get("strict", False)
        if not _is_texts(names) or any(name.startswith("-") for name in names):
            self._refuse('"clients" must be an array of names')
            names = []
        if not isinstance(strict, bool):
            self._refuse('"strict" must be true or false')
        return list(names), strict is True

    def _outputs(self, root: Path, names: list[str]) -> list[Path]:
        file = next(
            (root / name for name in config.FILES if config.holds_clients(root / name)), None
        )
        if file is None:
            self._refuse(f"{' and '.join(config.FILES)} of the project define no client")
            return []
        diagnostics = Diagnostics()
        clients = config.from_file(file, file.name, diagnostics)
        if clients:
            clients = config.select(clients, names, file.name, diagnostics)
        if diagnostics.failed:
            self.app.abort("".join(f"{show(d)}\n" for d in diagnostics).rstrip())
        runtimes = {client.runtime for client in clients if client.runtime is not None}
        return [*(client.output for client in clients), *runtimes]

    def _artifacts(self, root: Path, output: Path) -> str:
        if not output.is_relative_to(root):
            self._refuse(
                f'the output "{output.name}" is outside the project; move it into the project'
            )
        return f"/{output.relative_to(root).as_posix()}/**"

    def _refuse(self, why: str) -> None:
        self.app.abort(f"tool.hatch.build.hooks.restamp: {why}")


def _is_texts(value: object) -> TypeGuard[list[str]]:
    items = cast("list[object]", value) if isinstance(value, list) else [None]
    return all(isinstance(item, str) for item in items)


@hookimpl
def hatch_register_build_hook() -> type[RestampBuildHook]:
    """The entry point `restamp` of the group `hatch`."""
    return RestampBuildHook
