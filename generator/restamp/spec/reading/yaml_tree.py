"""Parse YAML to a tree in one pass over libyaml's events, without recursion and within limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

import yaml

from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.records import dataclass
from restamp.spec.reading.duplicates import merge_marks, merge_values, warn_of_duplicate
from restamp.spec.reading.reading import LimitExceeded, Mark, ReadError, Reading
from restamp.spec.reading.scalars import is_core_tag, resolve_plain, resolve_tagged
from restamp.spec.tree.limits import Limits
from restamp.spec.tree.tree import Json

_MERGE = "<<"
_LIBYAML_DEPTH = "nesting depth"
"""Part of the message of libyaml 0.2.6 and later about its own limit of a thousand levels."""
_LONGEST_KEY = 1_000


@dataclass(slots=True)
class _Part:
    """A finished value with its size; a shared part (YAML alias) is counted at every use."""

    value: Json
    parts: dict[str, Mark] | list[Mark] | None
    offset: int
    text: str
    """The text of a scalar, used as a key."""
    weight: int = 1
    height: int = 0


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is not finished yet."""

    value: dict[str, Json] | list[Json]
    parts: dict[str, Mark] | list[Mark]
    offset: int
    anchor: str | None
    key: str | None = None
    key_offset: int = 0
    merging: bool = False
    merged: list[_Part] | None = None
    weight: int = 1
    height: int = 1


_Opening: TypeAlias = yaml.MappingStartEvent | yaml.SequenceStartEvent


def read_yaml(text: str, limits: Limits) -> Reading:
    """Parse the first document of a YAML text, by the core schema of YAML 1.2.2 with merge keys.

    Keys are strings as written. Raises ReadError with `yaml-invalid`, `alias-cycle` or
    `limits-exceeded`.
    """
    builder = _TreeBuilder(text, limits)
    try:
        parser = yaml.CSafeLoader(text)
        while (event := parser.get_event()) is not None:
            if not builder.handle(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if _LIBYAML_DEPTH in (error.problem or ""):
            raise _too_deep(limits, mark.index if mark else 0) from None
        message = ", ".join(part for part in (error.context, error.problem) if part)
        raise ReadError("yaml-invalid", f"not YAML: {message}", mark.index if mark else 0) from None
    except yaml.YAMLError as error:
        raise ReadError("yaml-invalid", f"not YAML: {error}", 0) from None
    return builder.reading


class _TreeBuilder:
    """Builds the tree from events."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.reading = Reading()
        self._text = text
        self._limits = limits
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Part | None] = {}
        self._values = 0
        self._shared = 0

    def handle(self, event: yaml.Event) -> bool:
        """Handle one event; False at the start of a second document, where reading stops."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(event)
        return True

    def _document(self, event: yaml.Event) -> bool:
        if not self.reading.empty:
            message = "the file contains several YAML documents; only the first is read"
            self._warn("yaml-documents", message, _start(event))
            return False
        self.reading.empty = False
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._count(_start(event))
        text, offset = event.value, _start(event)
        if self._awaits_key():
            part = _Part(text, None, offset, text)
            merging = text == _MERGE and event.implicit[0]
            self._key(part, merging or event.tag == "tag:yaml.org,2002:merge")
        else:
            part = _Part(self._value(event), None, offset, text, 1 + len(text) // 100)
            self._put(part)
        if event.anchor is not None:
            self._anchors[event.anchor] = part

    def _value(self, event: yaml.ScalarEvent) -> Json:
        text, tag = event.value, event.tag
        try:
            if tag is None:
                value = resolve_plain(text) if event.implicit[0] else text
            elif is_core_tag(tag):
                value = text if tag == "!" else resolve_tagged(text, tag)
            else:
                self._unknown_tag(tag, _start(event))
                value = text if event.style else resolve_plain(text)
        except ValueError as error:
            message = f"the value {error}; read as a string"
            self._warn("yaml-tag", message, _start(event))
            value = text
        if isinstance(value, int | float) and not _is_exact(value, text):
            self.reading.number_texts[self._pointer()] = text
        return value

    def _open(self, event: _Opening) -> None:
        offset = _start(event)
        self._count(offset)
        if len(self._stack) >= self._limits.depth:
            raise _too_deep(self._limits, offset)
        if event.tag is not None and not is_core_tag(event.tag):
            self._unknown_tag(event.tag, offset)
        mapping = isinstance(event, yaml.MappingStartEvent)
        frame = (
            _Frame({}, {}, offset, event.anchor)
            if mapping
            else _Frame([], [], offset, event.anchor)
        )
        self._stack.append(frame)
        if event.anchor is not None:
            self._anchors[event.anchor] = None

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._stack.pop()
        if frame.merged:
            _merge(frame, frame.merged)
        text = self._source_text(frame, event) if self._awaits_key() else ""
        part = _Part(frame.value, frame.parts, frame.offset, text, frame.weight, frame.height)
        if frame.anchor is not None:
            self._anchors[frame.anchor] = part
        if self._awaits_key():
            message = f"a key must be a string; read as {quoted(text)}"
            self._warn("yaml-key", message, frame.offset)
            self._key(part, False)
        else:
            self._put(part)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name, offset = event.anchor, _start(event)
        if name not in self._anchors:
            raise ReadError(
                "yaml-invalid",
                f"not YAML: the alias {quoted(name)} has no anchor before it",
                offset,
            )
        part = self._anchors[name]
        if part is None:
            raise ReadError(
                "alias-cycle", f"the alias {quoted(name)} is inside its own anchor", offset
            )
        self._shared += part.weight
        if self._shared > self._limits.shared:
            message = f"aliases expand the document by more than {self._limits.shared:,} values"
            raise LimitExceeded(message, offset)
        if len(self._stack) + part.height > self._limits.depth:
            raise _too_deep(self._limits, offset)
        if self._awaits_key():
            self._key(_Part(part.value, None, offset, part.text), False)
        else:
            self._put(_Part(part.value, part.parts, offset, part.text, part.weight, part.height))

    def _source_text(self, frame: _Frame, event: yaml.CollectionEndEvent) -> str:
        end = event.end_mark.index if event.end_mark else frame.offset
        if end - frame.offset > _LONGEST_KEY:
            message = f"a key that is not a scalar is longer than {_LONGEST_KEY:,} characters"
            raise LimitExceeded(message, frame.offset)
        return self._text[frame.offset : end].rstrip()

    def _awaits_key(self) -> bool:
        if not self._stack:
            return False
        top = self._stack[-1]
        return top.key is None and isinstance(top.value, dict)

    def _key(self, part: _Part, merging: bool) -> None:
        top = self._stack[-1]
        top.key, top.key_offset, top.merging = part.text, part.offset, merging

    def _put(self, part: _Part) -> None:
        if not self._stack:
            self.reading.tree, self.reading.mark = part.value, Mark(part.offset, part.parts)
            return
        top = self._stack[-1]
        top.weight += part.weight
        top.height = max(top.height, part.height + 1)
        if isinstance(top.value, list) and isinstance(top.parts, list):
            top.value.append(part.value)
            top.parts.append(Mark(part.offset, part.parts))
        elif isinstance(top.value, dict) and isinstance(top.parts, dict) and top.key is not None:
            if top.merging:
                self._merged(top, part)
            else:
                if top.key in top.value:
                    part = self._merge_duplicate(top.value[top.key], top.parts[top.key], part)
                top.value[top.key] = part.value
                top.parts[top.key] = Mark(top.key_offset, part.parts)
            top.key = None

    def _merge_duplicate(self, first: Json, mark: Mark, second: _Part) -> _Part:
        """Merge the values of a duplicate key."""
        keys = self._keys()
        merged_ = merge_values(keys, first, second.value)
        offset = self._stack[-1].key_offset
        if not self.reading.is_full:
            warn_of_duplicate(self.reading, keys, merged_, offset)
        parts = second.parts
        if merged_.is_merged:
            parts = merge_marks(mark, Mark(offset, parts)).parts
        return replace(second, value=merged_.value, parts=parts)

    def _merged(self, top: _Frame, part: _Part) -> None:
        parts = _elements(part) if isinstance(part.value, list) else [part]
        if top.merged is None:
            top.merged = []
        top.merged.extend(part for part in parts if isinstance(part.value, dict))
        if not all(isinstance(part.value, dict) for part in parts):
            message = "the value of << must be a mapping or a list of mappings; ignored"
            self._warn("yaml-merge", message, top.key_offset)

    def _count(self, offset: int) -> None:
        self._values += 1
        if self._values > self._limits.values:
            message = f"the document has more than {self._limits.values:,} values"
            raise LimitExceeded(message, offset)

    def _unknown_tag(self, tag: str, offset: int) -> None:
        message = f"the tag {quoted(tag)} is unknown; ignored"
        self._warn("yaml-tag", message, offset)

    def _keys(self) -> list[str]:
        """The keys and indices that lead to the current value."""
        keys = (
            str(len(frame.value)) if isinstance(frame.value, list) else frame.key
            for frame in self._stack
        )
        return [key for key in keys if key is not None]

    def _pointer(self) -> str:
        return join_pointer("#", *self._keys())

    def _warn(self, code: str, message: str, offset: int) -> None:
        if not self.reading.is_full:
            self.reading.warn(code, message, self._pointer(), offset)


def _too_deep(limits: Limits, offset: int) -> ReadError:
    message = f"the document is nested more than {limits.depth} levels deep"
    return LimitExceeded(message, offset)


def _is_exact(value: int | float, text: str) -> bool:
    """Whether JSON formats a number or boolean exactly as the text it was read from."""
    return text == ("false", "true")[value] if isinstance(value, bool) else text == repr(value)


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _elements(part: _Part) -> list[_Part]:
    if isinstance(part.value, list) and isinstance(part.parts, list):
        return [
            _Part(value, mark.parts, mark.offset, "")
            for value, mark in zip(part.value, part.parts, strict=True)
        ]
    return []


def _merge(frame: _Frame, merged: list[_Part]) -> None:
    """Add the merged members before a mapping's own, which take precedence, as do earlier merged ones."""
    if not isinstance(frame.value, dict) or not isinstance(frame.parts, dict):
        return
    own, own_parts = frame.value, frame.parts
    frame.value, frame.parts = {}, {}
    for part in merged:
        if isinstance(part.value, dict) and isinstance(part.parts, dict):
            for key, value in part.value.items():
                frame.value.setdefault(key, value)
                frame.parts.setdefault(key, part.parts[key])
    frame.value.update(own)
    frame.parts.update(own_parts)
