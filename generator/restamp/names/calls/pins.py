"""The call of an operation in a lock: `chat.completions.create:create:createChatCompletion`.

The chain of resources and the method, then the endpoint function, and the name from the operationId if that is another
one, apart from a `_` at the end: an operation whose path changes is matched by it.
"""

from __future__ import annotations

from restamp.names.resources import Chain
from restamp.names.scope import is_name
from restamp.records import dataclass


@dataclass(frozen=True, slots=True)
class CallPin:
    """The call of an operation in a lock."""

    chain: Chain
    method: str
    function: str
    origin: str
    """The name from the operationId."""

    def __str__(self) -> str:
        same = ("", self.function, self.function.rstrip("_"))
        origin = f":{self.origin}" if self.origin not in same else ""
        return f"{'.'.join((*self.chain, self.method))}:{self.function}{origin}"


def call_pin(text: str) -> CallPin | None:
    """The call in a text of a lock; None if the text is none."""
    path, _, rest = text.partition(":")
    function, _, origin = rest.partition(":")
    *chain, method = path.split(".")
    if not all(map(is_name, (*chain, method, function))):
        return None
    return CallPin(tuple(chain), method, function, origin or function)
