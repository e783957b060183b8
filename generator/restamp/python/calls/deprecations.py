"""What type checkers say about deprecated operations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from restamp.ir.operations import Operation

MAX_MESSAGE = 300
"""Maximum length of a message for type checkers that is taken from a description."""
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|\Z)|\Z)")
_ABOUT_DEPRECATION = re.compile(
    r"deprecat|superseded|obsolete|replaced by|\binstead\b|will be removed|sunset", re.IGNORECASE
)


_UNREPORTED = ('# mypy: disable-error-code="deprecated"', "# pyright: reportDeprecated=false")


def unreported(operations: Iterable[Operation]) -> tuple[str, ...]:
    """The comments that let a module use deprecated functions, if one of the operations is deprecated."""
    return _UNREPORTED if any(operation.doc.deprecated for operation in operations) else ()


def deprecation_message(operation: Operation) -> str:
    """What type checkers say about a deprecated operation: what the document says, in at most two sentences."""
    doc = operation.doc
    if doc.deprecation:
        return doc.deprecation
    sentences = _SENTENCE.findall(" ".join(doc.description.split()))
    about = [each.strip() for each in sentences if _ABOUT_DEPRECATION.search(each)][:2]
    message = " ".join(about)
    if message and len(message) <= MAX_MESSAGE:
        return message
    return f"{operation.method} {operation.path} is deprecated."
