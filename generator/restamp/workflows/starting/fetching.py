"""The document of a new client, from its URL: fetched once, and stored in the project as it was sent."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from restamp.config.urls import document_place
from restamp.records import dataclass
from restamp.spec.reading.upstream import Upstream

_GENERAL = re.compile(
    r"www|localhost|apis?|docs?|dev(eloper)?s?|raw|static|cdn|staging|sandbox|swagger|github\w*|v?\d+",
    re.IGNORECASE,
)
"""Parts of a host that do not name the API."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the files of a document are stored."""

    spec: Path
    overlay: Path
    """Where the overlay of the document belongs."""
    files: Mapping[Path, bytes]
    """The content of the document and of the files that it refers to."""


def upstream_of(url: str, root: Path, hosts: tuple[str, ...]) -> Upstream:
    """The files of a document at its URL, before it is stored."""
    spec = Path(os.path.realpath(document_place(url, root)))
    return Upstream(spec, url, spec.parent, {}, hosts=hosts, is_here=False)


def stored(upstream: Upstream, folder: Path, name: str) -> Stored:
    """Where to store the files that were read: one in the folder, several in a folder of their own.

    Several keep their places relative to each other, since the document refers to them.
    """
    spec, overlay = upstream.spec, folder / f"{name}.overlay.yaml"
    content = upstream.fetched[spec]
    if len(upstream.fetched) == 1 and f"{spec.name}#".encode() not in content:
        target = folder / f"{name}{_ending(content)}"
        return Stored(target, overlay, {target: content})
    top = os.path.commonpath([path.parent for path in upstream.fetched])
    targets = {path: folder / name / path.relative_to(top) for path in upstream.fetched}
    files = {targets[path]: content for path, content in upstream.fetched.items()}
    return Stored(targets[spec], overlay, files)


def host_words(url: str) -> list[str]:
    """The words of a host that name the API: `example` for `https://api.example.com`."""
    host = urlsplit(url).hostname or ""
    if ":" in host or host.replace(".", "").isdigit():  # an address
        return []
    labels = host.split(".")
    return [label for label in labels[: max(1, len(labels) - 1)] if not _GENERAL.fullmatch(label)][
        -1:
    ]


def base_url(source: str, server: str) -> str:
    """The URL of the API, for a document whose server is relative to its own URL (OpenAPI 3.1, section 4.8.5)."""
    try:
        return urljoin(source, server or "/").rstrip("/")
    except ValueError:
        return ""


def _ending(content: bytes) -> str:
    text = content[:1000].decode(json.detect_encoding(content), "ignore")
    return ".json" if text.lstrip("\ufeff \t\r\n").startswith("{") else ".yaml"
