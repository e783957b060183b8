"""Read surface files of format 1, which have Python annotations instead of the notation of types.

Packages of older versions of Restamp are compared with their successors, so their files are still read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from restamp.api_diff.surface.fields import members_of, text_of
from restamp.api_diff.types.notation import NotationError, TypeParser, write, write_value
from restamp.python.types.public import PublicType, union_of
from restamp.records import dataclass

ESCAPES: Mapping[str, str] = {"n": "\n", "r": "\r", "t": "\t"}
HEXADECIMAL: Mapping[str, int] = {"x": 2, "u": 4, "U": 8}
"""Hexadecimal digits of an escape sequence, by the letter after the backslash."""


def to_format_2(members: Mapping[str, object]) -> dict[str, object]:
    """Convert the members of a file of format 1 to format 2."""
    return {
        **members,
        "credentials": _each(members.get("credentials", {}), _slot),
        "calls": _each(members.get("calls", {}), _call),
        "models": _each(members.get("models", {}), _model),
        "others": _each(members.get("others", {}), _slot),
    }


def _each(value: object, one: Callable[[object], object]) -> dict[str, object]:
    return {name: one(each) for name, each in members_of(value).items()}


def _call(value: object) -> object:
    members = dict(members_of(value))
    for name, one in (("answers", _type), ("statuses", _type), ("arguments", _slot)):
        if name in members:
            members[name] = _each(members[name], one)
    return members


def _model(value: object) -> object:
    members = dict(members_of(value))
    if "annotation" in members:
        members["type"] = _type(members.pop("annotation"))
    if "extra" in members:
        members["extra"] = _type(members["extra"])
    if "attributes" in members:
        members["attributes"] = _each(members["attributes"], _slot)
    if members.get("kind") == "enum":
        members.setdefault("is_integer", False)
    return members


def _slot(value: object) -> object:
    """Convert an argument, field or key: `annotation` and `default` become `type`."""
    members = dict(members_of(value))
    text, default = _type(members.pop("annotation", None)), members.pop("default", None)
    members.pop("place", None)
    if default is not None:
        text = f"{text} = {_default(text_of(default))}"
    return {"type": text, **members}


def _default(text: str) -> str:
    # Optional keys had an ellipsis.
    return write_value(None if text == "..." else _Annotation(text).value())


def _type(value: object) -> str:
    parser = _Annotation(text_of(value))
    type_ = parser.type()
    if parser.at != len(parser.text):
        raise NotationError(parser.text)
    return write(type_)


@dataclass(slots=True)
class _Annotation(TypeParser):
    """A parser of the Python annotations that Restamp generates."""

    def generic(self, name: str) -> PublicType:
        match name:
            case "Union":
                type_ = union_of(self.listed(self.type, ", "))
            case "Annotated":
                type_ = self.type()
                self._skip()
            case _:
                return TypeParser.generic(self, name)
        if not self.accept("]"):
            raise NotationError(self.text)
        return type_

    def value(self) -> bool | float | str | None:
        if self.text[self.at : self.at + 1] not in ("'", '"'):
            return TypeParser.value(self)
        return self._string()

    def _skip(self) -> None:
        """Skip the metadata of `Annotated`, up to its closing bracket."""
        depth = 0
        while self.at < len(self.text):
            character = self.text[self.at]
            if character in ("'", '"'):
                self._string()
                continue
            depth += (character in "([{") - (character in ")]}")
            if depth < 0:
                return
            self.at += 1
        raise NotationError(self.text)

    def _string(self) -> str:
        """Parse a Python string literal."""
        quote, text = self.text[self.at], ""
        self.at += 1
        while self.at < len(self.text):
            character = self.text[self.at]
            self.at += 1
            if character == quote:
                return text
            text += self._escaped() if character == "\\" else character
        raise NotationError(self.text)

    def _escaped(self) -> str:
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        digits = self.text[self.at : self.at + HEXADECIMAL.get(letter, 0)]
        if not digits:
            return ESCAPES.get(letter, letter)
        self.at += len(digits)
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            raise NotationError(self.text) from None
