"""Diagnostics as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors display."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from restamp import __version__
from restamp.diagnostics.model import Diagnostic
from restamp.pointers import is_url

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif_of(diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Build the log of one run; every code is a rule (SARIF 2.1.0, sections 3.13 and 3.27)."""
    listed = list(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in listed})
    driver = {
        "name": "restamp",
        "version": __version__,
        "rules": [{"id": code} for code in codes],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic, codes) for diagnostic in listed],
            }
        ],
    }


def _result(diagnostic: Diagnostic, codes: list[str]) -> dict[str, Any]:
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": str(diagnostic.severity),
        "message": {"text": diagnostic.message},
        "locations": [_location(diagnostic)] if diagnostic.file else [],
    }


def _location(diagnostic: Diagnostic) -> dict[str, Any]:
    uri = diagnostic.file if is_url(diagnostic.file) else quote(diagnostic.file)
    region = {
        "startLine": diagnostic.position.line,
        "startColumn": diagnostic.position.column,
    }
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region},
        "logicalLocations": [{"fullyQualifiedName": diagnostic.pointer}],
    }
