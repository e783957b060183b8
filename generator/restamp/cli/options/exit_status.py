"""The exit statuses of every command."""

from __future__ import annotations

from collections.abc import Mapping

_INVALID = "an input or an argument is invalid"
_UNWRITTEN = f"{_INVALID}; the client that it concerns is not written"
_WRITTEN: Mapping[int, str] = {0: "everything is written, or was up to date", 2: _UNWRITTEN}

STATUSES: Mapping[str, Mapping[int, str]] = {
    "generate": _WRITTEN,
    "check": {0: "every package is up to date", 1: "a file would change", 2: _INVALID},
    "diff": {
        0: "no change is as bad as `--fail-on`",
        1: "a change is; by default, one that breaks callers",
        2: _INVALID,
    },
    "update": {
        0: "everything is written, or was unchanged",
        1: "a change is as bad as `--fail-on`; the client is written nevertheless",
        2: _UNWRITTEN,
    },
    "inspect": {0: "the document was read", 2: _INVALID},
    "init": _WRITTEN,
    "learn": _WRITTEN,
    "probe": {
        0: "all responses match the document",
        1: "a response does not match the document",
        2: _INVALID,
    },
    "lock": {0: "the lock is merged, or has no conflict", 2: _INVALID},
    "doctor": {
        0: "nothing is wrong",
        1: "a client is out of date or cannot be generated, or a package is too old",
        2: "the configuration cannot be read",
    },
    "explain": {0: "the code is explained", 2: _INVALID},
    "watch": {0: "ended with Ctrl-C", 2: _INVALID},
    "completion": {0: "the script is printed", 2: _INVALID},
}
"""What each status means, by command. Every command ends with 130 if it is interrupted."""
