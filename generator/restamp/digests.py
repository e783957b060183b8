"""Digests of text files, the same whatever line ends a checkout gave them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_CHUNK = 1 << 16
"""Bytes that are read at once: most files are smaller, and of a large one no more is in memory."""


def unix_lines(content: bytes) -> bytes:
    """The bytes of a text file with each CR LF as LF: what Git for Windows checks out counts as what was committed."""
    return content.replace(b"\r\n", b"\n") if b"\r" in content else content


def digest(content: bytes) -> str:
    """`sha256:` and the hexadecimal digest of a text file, in which CR LF counts as LF."""
    return "sha256:" + hashlib.sha256(unix_lines(content)).hexdigest()


def has_digest(path: str, expected: str) -> bool:
    """Whether a file has this digest.

    Raises:
        OSError: It cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        chunk = os.read(handle, _CHUNK)
        state = hashlib.sha256(chunk)
        has_returns = b"\r" in chunk
        while len(chunk) == _CHUNK and not has_returns:
            chunk = os.read(handle, _CHUNK)
            state.update(chunk)
            has_returns = b"\r" in chunk
    finally:
        os.close(handle)
    if has_returns:  # A CR LF may lie across two chunks.
        return digest(Path(path).read_bytes()) == expected
    return "sha256:" + state.hexdigest() == expected
