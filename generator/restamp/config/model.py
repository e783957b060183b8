"""What one client is made from: a frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Include:
    """What to keep of a document; all of it where everything is empty."""

    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """All that decides one client. Paths are absolute; the names beside them are as the user wrote them."""

    name: str
    spec: Path
    spec_name: str
    overlays: tuple[tuple[Path, str], ...]
    output: Path
    """The package's folder; its last part is the package's name."""
    root: Path
    """The configuration's folder, or the working directory."""
    file: Path | None = None
    """The configuration itself; None where flags said it all."""
    source: str | None = None
    include: Include = Include()
    accept: tuple[str, ...] = ()
    """Fingerprints of findings of `diff` and `update` that fail no run."""
    severities: tuple[tuple[str, object], ...] = ()
    """Levels by the rules of `diff` and `update`."""
    templates: Path | None = None
    templates_name: str = ""
    """How messages call the folder of the user's templates."""
    testing: bool = True
    """Whether the package has `testing`, the fake of the API."""
    strict: bool = False
    strict_overlays: bool = False
    """Whether an action of an overlay that changes nothing is an error: the vendor has changed what it was about."""
    allow_paths: tuple[Path, ...] = ()
    allow_remotes: tuple[str, ...] = ()
    use_lock: bool = True
    use_cache: bool = True
    import_path: str = ""
    """How users import the package; its own name where that is not known."""
    custom: tuple[str, ...] = ()
    """Which of the clients the user's `_custom.py` in the package has in place of the generated ones."""

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that a local `$ref` may reach."""
        return (self.spec.parent, self.root, *self.allow_paths)
