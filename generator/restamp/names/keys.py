"""What a lock calls the things that have names.

A declaration is its pointer, an operation its method and path. In a pointer a label stands for the number of a
parameter (`query:sort`) and of a member of a list (`[type=ram]`). Where one pointer has several names, a `?` and a
word tell them apart: no JSON Pointer has a `?` there, but for the two that a schema may become (`?request`).
"""

from __future__ import annotations

import re

DICT = "?dict"
"""Behind the key of a declaration: the type of its dict."""
MODULE = "?module"
"""Behind the key of the first declaration of a module of `models`: what the module is called."""
FIELDS = "?fields"
"""Behind the key of an object: its fields that are called otherwise on the wire, each as `wire` or `wire=name`."""
PARSE = "?parse"
"""Behind the key of a webhook: the function that parses it."""
ARGUMENTS = "?arguments"
"""Behind the key of a security scheme: the client's arguments for it, with commas between."""
PARAMETERS = "?parameters"
"""Behind the pointer of an operation: its path's parameters that are called otherwise, each as `wire=name`."""

_OPERATION = re.compile(r"([^\s#/]+) (/.*)", re.DOTALL)


def operation_of(key: str) -> tuple[str, str] | None:
    """The method and path that a key says; None where it is not the key of an operation."""
    match = _OPERATION.fullmatch(key)
    return None if match is None else (match[1], match[2])


def is_type(key: str) -> bool:
    """Whether a key is that of a type, dicts not counted."""
    others = (ARGUMENTS, DICT, FIELDS, MODULE, PARAMETERS, PARSE)
    return "#" in key and operation_of(key) is None and not key.endswith(others)
