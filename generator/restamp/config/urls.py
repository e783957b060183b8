"""Where does a document count as being that is read from its URL?"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from restamp.pointers import is_url


def document_place(name: str, root: Path) -> Path:
    """The path of a document, or for a URL a path that no file has; references are relative to it."""
    if not is_url(name):
        return root / name
    try:
        parts = urlsplit(name)
    except ValueError:
        return root / "_" / "document"
    names = [name for name in unquote(parts.path).replace("\0", "").split("/") if name.strip(".")]
    return root / "_" / quote(parts.netloc, "") / Path(*names or ["document"])


def document_name(name: str) -> str:
    """The name of a document in messages: its URL, or its path with forward slashes."""
    return name if "://" in name else Path(name).as_posix()
