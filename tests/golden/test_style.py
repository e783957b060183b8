"""What black would make of generated code is what it is, whatever a document says."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache

import black

from restamp.config.model import ClientConfig
from restamp.emit.header import PYTHON
from restamp.pipeline import Result

MODE = black.Mode()
Fresh = Callable[[ClientConfig], Result]


def restyled(result: Result) -> list[str]:
    """The files that black, as it is without configuration, would change."""
    assert result.report["formatting"] == {
        "black_calls": 0
    }, "a line that emit/breaking.py should know"
    own = {
        path: text.removeprefix(PYTHON)
        for path, text in result.files.items()
        if path.endswith(".py") and not path.startswith("_runtime/")
    }
    return [path for path, text in own.items() if not is_styled(text)]


@cache
def is_styled(text: str) -> bool:
    """Whether a file parses and is as black would format it; many are the same in several packages."""
    ast.parse(text, feature_version=(3, 11))
    return black.format_str(text, mode=MODE) == text


def test_of_a_feature(feature: ClientConfig, fresh: Fresh) -> None:
    assert restyled(fresh(feature)) == []


def test_of_the_corpus(stranger: ClientConfig, fresh: Fresh) -> None:
    assert restyled(fresh(stranger)) == []
