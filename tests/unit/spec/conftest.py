"""What the tests of reading share: files written to a temporary folder, and what opening them says."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from restamp.diagnostics.model import Diagnostic, Diagnostics
from restamp.spec.document.document import Document, open_document
from restamp.spec.reading.load import read
from restamp.spec.reading.marks import located
from restamp.spec.reading.source import Source
from restamp.spec.tree.access import ReferencePolicy

ALONE = ReferencePolicy()
NOTHING: dict[str, Source] = {}


@dataclass
class Opened:
    """What came of opening a document, and what was said."""

    maybe: Document | None
    diagnostics: Diagnostics

    @property
    def document(self) -> Document:
        assert self.maybe is not None, self.reported
        return self.maybe

    @property
    def located(self) -> tuple[Diagnostic, ...]:
        return located(self.diagnostics.entries, self.maybe.sources if self.maybe else NOTHING)

    @property
    def reported(self) -> list[tuple[str, str, str]]:
        """Severity, code and place of what was said."""
        return [(d.severity.value, d.code, d.at) for d in self.diagnostics]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file, of text that may be indented, or of bytes."""

    def write(content: str | bytes, name: str = "api.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = textwrap.dedent(content).encode()
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def load(write: Callable[..., Path]) -> Callable[..., tuple[Source | None, Diagnostics]]:
    """Writes a file and reads it."""

    def load(content: str | bytes, name: str = "api.yaml") -> tuple[Source | None, Diagnostics]:
        diagnostics = Diagnostics()
        return read(write(content, name), f"specs/{name}", diagnostics), diagnostics

    return load


@pytest.fixture
def opened(write: Callable[..., Path]) -> Callable[..., Opened]:
    """Writes a document and opens it."""

    def opened(
        content: str | bytes, name: str = "api.yaml", access: ReferencePolicy = ALONE
    ) -> Opened:
        diagnostics = Diagnostics()
        document = open_document(write(content, name), f"specs/{name}", [], access, diagnostics)
        return Opened(document, diagnostics)

    return opened
