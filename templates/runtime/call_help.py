"""The texts of `help` and `inspect.signature` for bound calls, loaded on demand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import Parameter, Signature, getdoc, iscoroutinefunction, signature
from textwrap import indent
from typing import Any

WIDTH = 79
_MODELS = re.compile(r"(?<![\w.\"'])models\.")


class _Text(str):
    """An annotation that is printed without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def call_signature(bound: Any) -> Signature:
    """The parameters of an operation, with what a bound call or its method returns."""
    kind, name = _kind(bound)
    plain = signature(bound.__wrapped__)
    parameters = [
        each.replace(annotation=_text(each.annotation))
        for each in plain.parameters.values()
    ]
    returned = _returned(kind, name, _arguments(kind, plain))
    return Signature(parameters, return_annotation=returned)


def call_doc(bound: Any) -> str:
    """The signature and docstrings of a bound call, and its methods, or of one method."""
    kind, name = _kind(bound)
    function = bound.__wrapped__
    path = f"{function.__name__}.{name}".removesuffix(".__call__")
    docs = [f"{_awaited(getattr(kind, name))}{path}{_shown(call_signature(bound))}"]
    if name != "__call__":
        return "\n\n".join(filter(None, (*docs, getdoc(bound.func), getdoc(function))))
    docs += filter(None, (getdoc(function),))
    arguments = _arguments(kind, signature(function))
    for other in _ways(kind):
        way = getattr(kind, other)
        head = f"{_awaited(way)}.{other}(...) -> {_returned(kind, other, arguments)}"
        docs.append(indent(f"{head}\n{getdoc(way)}", "    ")[4:])
    return "\n\n".join(docs)


def _kind(bound: Any) -> tuple[type[Any], str]:
    """The class of a bound call, and the name of its method."""
    is_method = hasattr(bound, "func")
    kind: type[Any] = (bound.args[0] if is_method else bound).__class__
    return kind, bound.__name__ if is_method else "__call__"


def _ways(kind: type[Any]) -> Iterator[str]:
    """The methods that take the arguments of the operation."""
    for name in dir(kind):
        if not name.startswith("_"):
            annotations = getattr(getattr(kind, name), "__annotations__", {})
            if annotations.get("kwargs") == "P.kwargs":
                yield name


def _arguments(kind: type[Any], function: Signature) -> dict[str, str]:
    """The types of the type variables of a bound call, from `Request[...]`."""
    names = [each.__name__ for each in kind.__parameters__ if each.__name__ != "P"]
    annotation = _text(function.return_annotation)
    if not isinstance(annotation, str):
        return {}
    node = ast.parse(annotation, mode="eval").body
    inner = node.slice if isinstance(node, ast.Subscript) else None
    items = inner.elts if isinstance(inner, ast.Tuple) else [inner] if inner else []
    return dict(zip(names, map(ast.unparse, items), strict=False))


def _returned(kind: type[Any], way: str, arguments: dict[str, str]) -> _Text:
    annotation: str = getattr(kind, way).__annotations__["return"]
    return _Text(re.sub(r"\b[A-Z]\w*", lambda m: arguments.get(m[0], m[0]), annotation))


def _text(annotation: Any) -> Any:
    is_text = isinstance(annotation, str)
    return _Text(_MODELS.sub("", annotation)) if is_text else annotation


def _awaited(way: Any) -> str:
    return "await " if iscoroutinefunction(way) else ""


def _shown(whole: Signature) -> str:
    """A signature in one line if it fits, else with one line per parameter."""
    line = str(whole)
    if len(line) <= WIDTH:
        return line
    parts: list[str] = []
    for each in whole.parameters.values():
        if each.kind is Parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        parts.append(str(each))
    inner = "".join(f"    {part},\n" for part in parts)
    return f"(\n{inner}) -> {whole.return_annotation}"
