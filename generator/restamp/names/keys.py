"""Keys of names in a lock.

The key of a declaration is its pointer, that of an operation its method and path. In pointers, labels replace the
numbers of parameters (`query:sort`) and of members of lists (`[type=ram]`). If one pointer has several names, the
others have a suffix of `?` and a word. No JSON Pointer has a `?` there, except for request variants (`?request`).

Pointers are those of the document as written: `#/definitions/Pet` in Swagger 2.0, where bodies and forms have labels, too
(`body:pet`, `formData:file`). `pins.written` translates them to those of OpenAPI 3.
"""

from __future__ import annotations

import re

DICT = "?dict"
"""Suffix for the dict type of a declaration."""
MODULE = "?module"
"""Suffix for the name of a module in `models`, after the key of its first declaration."""
FIELDS = "?fields"
"""Suffix for the fields of an object with other wire names, each as `wire` or `wire=name`."""
BASES = "?bases"
"""Suffix for the classes that an object inherits from, by name."""
PARSE = "?parse"
"""Suffix for the function that parses a webhook."""
ARGUMENTS = "?arguments"
"""Suffix for the client's arguments for a security scheme, separated by commas."""
PARAMETERS = "?parameters"
"""Suffix for the path parameters of an operation with other wire names, each as `wire=name`."""
ORDER = "?order"
"""Suffix for the path parameters of an operation in the order of its arguments, if the path has another order."""
FLAT = "?body"
"""Suffix for the fields of an operation's body that are its arguments, each as `wire=name`."""

_NOT_OF_TYPES = (ARGUMENTS, BASES, DICT, FIELDS, FLAT, MODULE, ORDER, PARAMETERS, PARSE)
_OPERATION = re.compile(r"([^\s#/]+) (/.*)", re.DOTALL)


def operation_of(key: str) -> tuple[str, str] | None:
    """The method and path in the key of an operation; None for other keys."""
    match = _OPERATION.fullmatch(key)
    return None if match is None else (match[1], match[2])


def is_type(key: str) -> bool:
    """Whether a key is that of a type, excluding dict types."""
    return "#" in key and not key.endswith(_NOT_OF_TYPES) and operation_of(key) is None
