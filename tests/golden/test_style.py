"""What black would make of generated code is what it is, whatever a document says."""

from __future__ import annotations

import ast

import black

from restamp.config.model import ClientConfig
from restamp.emit.header import PYTHON
from restamp.pipeline import generate

MODE = black.Mode()


def restyled(config: ClientConfig) -> list[str]:
    """The files that black, as it is without configuration, would change."""
    result = generate(config)
    files = result.files
    assert files, "nothing is generated"
    assert result.report["formatting"] == {
        "black_calls": 0
    }, "a line that emit/breaking.py should know"
    own = {
        path: text.removeprefix(PYTHON)
        for path, text in files.items()
        if path.endswith(".py") and not path.startswith("_runtime/")
    }
    for path, text in own.items():
        ast.parse(text, path, feature_version=(3, 11))
    return [path for path, text in own.items() if black.format_str(text, mode=MODE) != text]


def test_of_a_feature(feature: ClientConfig) -> None:
    assert restyled(feature) == []


def test_of_the_corpus(stranger: ClientConfig) -> None:
    assert restyled(stranger) == []
