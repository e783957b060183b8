"""What is a file that is no document? Such as the page that shows one."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from restamp.diagnostics.problem import Problem
from restamp.diagnostics.text import quoted
from restamp.pointers import is_url

_START = 2_000
"""Characters that show the format of a file."""
_PAGE = 1_000_000
"""Characters of a page that are searched for the URL of its document."""
_MARKUP = re.compile(r"\s*<(?![<])")
"""Not the merge key of YAML, nor a conflict marker."""
_HTML = r"(?i)<(!doctype\s+html|html|head|body|title|meta|script)\b"
_SHOWN = (
    r"""\burl["']?\s*:\s*["']([^"'<>\s]+)["']""",  # Swagger UI, FastAPI's /docs
    r"""(?i)\bspec-url\s*=\s*["']([^"'<>\s]+)["']""",  # Redoc, RapiDoc
    r"""(?i)\bdata-url\s*=\s*["']([^"'<>\s]+)["']""",  # Scalar
    r"""(?i)\bapiDescriptionUrl\s*=\s*["']([^"'<>\s]+)["']""",  # Elements
    r"""(?i)<link\b[^>]*\brel\s*=\s*["']?service-desc\b[^>]*\bhref\s*=\s*["']([^"'<>\s]+)["']""",  # RFC 8631
)
"""How pages that show a document name its URL; few files are pages, so that these patterns are compiled when needed."""
_GITHUB = r"(?i)https://github\.com/([^/?#]+/[^/?#]+)/blob/([^?#]+)"
_GITLAB = r"(?i)(https://[^/?#]+/[^?#]+)/-/blob/([^?#]+)"


def other_format(text: str, name: str) -> Problem | None:
    """document-format for a page; `name` is the path or the URL of the file."""
    if not _MARKUP.match(text[:_START].removeprefix("\ufeff")):
        return None
    if not re.search(_HTML, text[:_START]):
        return Problem("document-format", "this is XML, not an OpenAPI document in JSON or YAML")
    message = "this is an HTML page, not an OpenAPI document in JSON or YAML"
    if url := _document_of(text[:_PAGE], name):
        return Problem("document-format", f"{message}; its document is at {quoted(url)}")
    return Problem(
        "document-format", f"{message}; look for a link to the document itself on the page"
    )


def _document_of(page: str, name: str) -> str:
    """The URL of the document that a page shows; empty if it is unknown."""
    if file := re.match(_GITHUB, name):
        return f"https://raw.githubusercontent.com/{file[1]}/{file[2]}"
    if file := re.match(_GITLAB, name):
        return f"{file[1]}/-/raw/{file[2]}"
    shown = next((match[1] for each in _SHOWN if (match := re.search(each, page))), "")
    try:
        return urljoin(name, shown) if is_url(name) and shown else shown
    except ValueError:
        return shown
