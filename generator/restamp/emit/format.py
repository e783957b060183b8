"""Black's style, and the last check of syntax."""

from __future__ import annotations

import ast

import black

MODE = black.Mode(target_versions={black.TargetVersion.PY311})


def formatted(path: str, text: str) -> str:
    """The text in black's style, parsed once more before anyone writes it.

    Raises SyntaxError where it is no Python: that is a bug of Restamp or of a custom template.
    """
    if not path.endswith(".py"):
        return text
    try:
        made = black.format_str(text, mode=MODE)
    except black.InvalidInput as problem:
        raise SyntaxError(f"{path}: {problem}") from problem
    ast.parse(made, path)
    return made
