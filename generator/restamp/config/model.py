"""What one client is made from: a frozen dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Include:
    """What to keep of a document; all of it where everything is empty."""

    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()


DECIDES: Mapping[str, bool] = {"decides": True}
"""Marks a field that the text of a package depends on: a generation is needed when it changes."""
BESIDE: Mapping[str, bool] = {"decides": False}
"""Marks a field that only says where inputs are, what may be read, and what is reported."""


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """All that decides one client; every field is marked. Paths are absolute; the names beside them are as the user wrote them."""

    name: str = field(metadata=BESIDE)
    spec: Path = field(metadata=DECIDES)
    spec_name: str = field(metadata=BESIDE)
    overlays: tuple[tuple[Path, str], ...] = field(metadata=DECIDES)
    output: Path = field(metadata=DECIDES)
    """The package's folder; its last part is the package's name."""
    root: Path = field(metadata=BESIDE)
    """The configuration's folder, or the working directory."""
    file: Path | None = field(default=None, metadata=BESIDE)
    """The configuration itself; None where flags said it all."""
    source: str | None = field(default=None, metadata=BESIDE)
    include: Include = field(default=Include(), metadata=DECIDES)
    accept: tuple[str, ...] = field(default=(), metadata=BESIDE)
    """Fingerprints of findings of `diff` and `update` that fail no run."""
    severities: tuple[tuple[str, object], ...] = field(default=(), metadata=BESIDE)
    """Levels by the rules of `diff` and `update`."""
    templates: Path | None = field(default=None, metadata=DECIDES)
    templates_name: str = field(default="", metadata=BESIDE)
    """How messages call the folder of the user's templates."""
    testing: bool = field(default=True, metadata=DECIDES)
    """Whether the package has `testing`, the fake of the API."""
    strict: bool = field(default=False, metadata=BESIDE)
    strict_overlays: bool = field(default=False, metadata=BESIDE)
    """Whether an action of an overlay that changes nothing is an error: the vendor has changed what it was about."""
    allow_paths: tuple[Path, ...] = field(default=(), metadata=BESIDE)
    allow_remotes: tuple[str, ...] = field(default=(), metadata=BESIDE)
    use_lock: bool = field(default=True, metadata=BESIDE)
    use_cache: bool = field(default=True, metadata=BESIDE)
    import_path: str = field(default="", metadata=DECIDES)
    """How users import the package; its own name where that is not known."""
    custom: tuple[str, ...] = field(default=(), metadata=DECIDES)
    """Which of the clients the user's `_custom.py` in the package has in place of the generated ones."""

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that a local `$ref` may reach."""
        return (self.spec.parent, self.root, *self.allow_paths)
