"""Clients of the documents that tests have in folders, and the packages that come of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from restamp.config.load import from_file, from_flags
from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics

CONFIGURATION = "restamp.toml"


def client_of(folder: Path, output: str | Path = "out/client", spec: str = "") -> ClientConfig:
    """The client of the document in a folder.

    The document is `spec`, or the one called `spec.yaml` or `spec.json`, with `overlay.yaml` where there is one. A
    `restamp.toml` beside it has the client's other options.
    """
    if not spec:
        (file,) = folder.glob("spec.*")
        spec = file.name
    overlays = ["overlay.yaml"] if (folder / "overlay.yaml").exists() else []
    diagnostics = Diagnostics()
    client = from_flags(spec, str(output), overlays, folder, diagnostics)
    assert client is not None, [*diagnostics]
    if not (folder / CONFIGURATION).exists():
        return client
    configured = from_file(folder / CONFIGURATION, CONFIGURATION, diagnostics)
    assert len(configured) == 1, [*diagnostics]
    own = {name: getattr(client, name) for name in ("name", "output", "import_path", "file")}
    return replace(configured[0], **own)


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write the files of a package."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
