"""Digests of text files that do not depend on the line ends of a checkout."""

from __future__ import annotations

import hashlib


def unix_lines(content: bytes) -> bytes:
    """Convert CR LF to LF, so that files checked out by Git for Windows equal the committed ones."""
    return content.replace(b"\r\n", b"\n") if b"\r" in content else content


def digest(content: bytes) -> str:
    """`sha256:` and the hexadecimal digest of a text file, with CR LF read as LF."""
    return "sha256:" + hashlib.sha256(unix_lines(content)).hexdigest()
