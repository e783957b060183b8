"""Digests of text files, the same whatever line ends a checkout gave them."""

from __future__ import annotations

import hashlib


def unix_lines(content: bytes) -> bytes:
    """The bytes of a text file with each CR LF as LF: what Git for Windows checks out counts as what was committed."""
    return content.replace(b"\r\n", b"\n") if b"\r" in content else content


def digest(content: bytes) -> str:
    """`sha256:` and the hexadecimal digest of a text file, in which CR LF counts as LF."""
    return "sha256:" + hashlib.sha256(unix_lines(content)).hexdigest()
