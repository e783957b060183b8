"""Write the public API of a generated package in Markdown, from its docstrings and annotations."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from inspect import cleandoc
from typing import Any

import griffe

STATEMENTS = {
    "__iter__": "for ... in",
    "__aiter__": "async for ... in",
    "__enter__": "with",
    "__aenter__": "async with",
    "__await__": "await",
}
"""Special methods, with the statement that calls them."""
CALL = "__call__"
PARAMETER = griffe.DocstringSectionKind.parameters
RAISES = griffe.DocstringSectionKind.raises
RETURNS = griffe.DocstringSectionKind.returns
TEXT = griffe.DocstringSectionKind.text


def class_text(cls: Any, name: str, *, is_made: bool, internal: Collection[str] = ()) -> str:
    """One class: what it is, its attributes and methods, and its constructor if callers make one."""
    parts = [f"### {name}\n\n"]
    bases = [str(base).partition("[")[0] for base in cls.bases]
    known = [
        base.removesuffix("_") for base in bases if base.endswith(("Error", "Error_", "Exception"))
    ]
    if known:
        parts.append(f"A subclass of `{', '.join(known)}`.\n\n")
    parts += docstring(cls)
    special = {key for owner in [cls, *cls.mro()] for key in owner.members}
    used = [f"`{words}`" for key, words in STATEMENTS.items() if key in special]
    if used:
        parts.append(f"Used with {' and '.join(used)}.\n\n")
    members = {key: one for key, one in public_members(cls).items() if key not in internal}
    constructor = cls.all_members.get("__init__")
    if is_made and constructor is not None and own_parameters(constructor):
        parts.append(f"```python\n{signature(constructor, name)}\n```\n\n")
        parts += docstring(constructor)
    attributes = [(key, one) for key, one in members.items() if not callable_(one)]
    if is_made and "NamedTuple" in bases:
        fields = [f"{key}: {one.annotation} = {one.value}" for key, one in attributes]
        parts.append(f"```python\n{laid_out(name, fields)}\n```\n\n")
    if attributes:
        parts.append("| Attribute | Type | |\n|---|---|---|\n")
        parts += [attribute_row(key, one) for key, one in attributes]
        parts.append("\n")
    for key, one in members.items():
        if callable_(one):
            parts.append(method_text(key, one, name))
    return "".join(parts)


def public_members(cls: Any) -> dict[str, Any]:
    """The attributes and methods that callers use, inherited ones included, in the order of their definition."""
    members: dict[str, Any] = {}
    for owner in [*reversed(cls.mro()), cls]:
        for key, one in owner.members.items():
            if one.is_alias:
                continue
            if (key.startswith("_") and key != CALL) or (key.endswith("_") and key != CALL):
                continue
            text = one.docstring.value if one.docstring else ""
            if one.is_attribute and (
                not one.annotation or text.startswith(("Operations of ", "Responses of "))
            ):
                continue
            members[key] = one
    return members


def callable_(one: Any) -> bool:
    return bool(one.is_function)


def attribute_row(key: str, one: Any) -> str:
    annotation = one.annotation
    if str(annotation) == "Final":  # The type is that of the argument.
        annotation = one.parent["__init__"].parameters[str(one.value)].annotation
    kind = f"`{annotation}`" if annotation else ""
    text = " ".join(one.docstring.value.split()) if one.docstring else ""
    return f"| `{key}` | {escaped(kind)} | {escaped(text)} |\n"


def method_text(key: str, one: Any, owner: str) -> str:
    name = "call" if key == CALL else key
    title = f"Calling a {owner}" if key == CALL else f"{owner}.{key}"
    shown = one.overloads or [one]
    lines = "\n".join(signature(each, name) for each in shown)
    return f"#### {title}\n\n```python\n{lines}\n```\n\n" + "".join(docstring(one))


def own_parameters(function: Any) -> list[Any]:
    return [one for one in function.parameters if one.name not in ("self", "cls")]


def signature(function: Any, name: str) -> str:
    """The signature of a function, on one line or with a line for each argument."""
    words: list[str] = []
    seen_star = False
    listed = own_parameters(function)
    kinds = griffe.ParameterKind
    for number, one in enumerate(listed):
        if one.kind is kinds.keyword_only and not seen_star:
            seen_star = True
            words.append("*")
        star = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(one.kind, "")
        seen_star = seen_star or star == "*"
        annotation = f": {one.annotation}" if one.annotation else ""
        default = ""
        if one.default is not None and not star:
            default = f" = {one.default}" if annotation else f"={one.default}"
        words.append(f"{star}{one.name}{annotation}{default}")
        following = listed[number + 1] if number + 1 < len(listed) else None
        is_last = following is None or following.kind is not kinds.positional_only
        if one.kind is kinds.positional_only and is_last:
            words.append("/")
    returns = f" -> {function.returns}" if function.returns and name[:1].islower() else ""
    lead = "async " if "async" in function.labels else ""
    return laid_out(lead + name, words, returns)


def laid_out(name: str, words: list[str], returns: str = "") -> str:
    """A call on one line, or with a line for each argument."""
    line = f"{name}({', '.join(words)}){returns}"
    if len(line) <= 88:
        return line
    return f"{name}(\n" + "".join(f"    {word},\n" for word in words) + f"){returns}"


def docstring_of(one: Any) -> griffe.Docstring | None:
    """The docstring, or that of the decorator `described`, which sets it at run time."""
    for decorator in getattr(one, "decorators", ()):
        text = str(decorator.value)
        if text.startswith("described("):
            value = ast.literal_eval(text.removeprefix("described(").removesuffix(")"))
            return griffe.Docstring(cleandoc(value), parent=one)
    docstring: griffe.Docstring | None = one.docstring
    return docstring


def docstring(one: Any) -> Iterator[str]:
    """The docstring in Markdown: prose, arguments and exceptions."""
    text = docstring_of(one)
    if text is None:
        return
    for section in text.parse("google", warnings=False):
        match section.kind:
            case kind if kind is TEXT:
                yield f"{section.value.strip()}\n\n"
            case kind if kind is PARAMETER:
                for each in section.value:
                    yield f"- `{each.name}`: {' '.join(each.description.split())}\n"
                yield "\n"
            case kind if kind is RAISES:
                for each in section.value:
                    yield f"- raises `{each.annotation}`: {' '.join(each.description.split())}\n"
                yield "\n"
            case kind if kind is RETURNS:
                for each in section.value:
                    yield f"Returns {' '.join(each.description.split())}\n\n"
            case _:
                yield f"{section.value}\n\n"


def escaped(text: str) -> str:
    return text.replace("|", "\\|")
