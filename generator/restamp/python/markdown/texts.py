"""Text from documents in Markdown, where it stays text."""

from __future__ import annotations

import re
from urllib.parse import quote

SPECIAL = re.compile(
    r"""[\\`*\[\]<|~$]"""  # markup anywhere
    r"""|(?<![^\W_])_|_(?![^\W_])"""  # emphasis at the start or end of a word
    r"""|\A[#>+=-]|(?<=\A\d)[.)]|(?<=\A\d\d)[.)]"""  # a heading, a quote, a list
    r"""|[#!%^](?=\w)|&(?=[#\w])"""  # references to issues and requests, entities
    r"""|:(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=www)\.""",  # addresses, emoji
    re.IGNORECASE,
)
"""Characters with a meaning in Markdown (CommonMark 0.31, section 2.4; GFM; repository hosts)."""
MAIL = re.compile(r"(?<=\S)@")
"""E-mail addresses become links even if their characters are escaped (GFM, "Autolinks (extension)")."""
PLAIN = re.compile(r"[^\w /{}.,:;=?&%@-]")


def plain_text(text: str) -> str:
    """Escape text from a document for Markdown, including table cells."""
    printable = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return SPECIAL.sub(r"\\\g<0>", MAIL.sub(" @", printable.strip()))


def code_text(text: str) -> str:
    """Escape text from a document for a code span in a table."""
    return PLAIN.sub(lambda match: quote(match[0], safe="", errors="replace"), text)


def code(text: str) -> str:
    """A code span of Python, which has backticks only in strings."""
    if "`" not in text:
        return f"`{text}`"
    fence = "`" * (max(map(len, re.findall("`+", text))) + 1)
    return f"{fence} {text} {fence}"
