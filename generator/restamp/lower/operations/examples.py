"""Examples of answers: what the document shows, else one made of what its properties show.

Nothing here fails, warns or changes a type: an example that cannot be had is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from restamp.ir.operations import Codec, Content
from restamp.ir.types import Kind
from restamp.kinds.table import FORMATS, ROWS
from restamp.lower.context import Lowering, Sample
from restamp.lower.schemas.keywords import required_names, types_of, union_key
from restamp.pointers import unescape_token
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json, containers

LARGEST = 1 << 16
"""Bytes of JSON; a larger example is left out."""
DEEPEST = 6
"""Objects and arrays within one another, in an example that is composed."""
MOST_VALUES = 400
"""Values in an example that is composed."""
SAMPLES: Mapping[str, str] = {
    "email": "someone@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    **{format_: ROWS[kind].sample for format_, kind in FORMATS.items()},
}
"""Strings of a format, for what is required and has no example."""
SCALARS: Mapping[str, Json] = {"integer": 0, "number": 0, "boolean": False, "null": None}
KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
}


def with_example(
    lowering: Lowering, response: Node, contents: tuple[Content, ...]
) -> tuple[Content, ...]:
    """The representations of a response, the first with the example of it that there is."""
    content = response.get("content")
    media_type = None if not contents or content is None else content.get(contents[0].media_type)
    found = None if media_type is None else lowering.document.peek(media_type)
    if found is None or not found.is_mapping:
        return contents
    example = _text(_shown(lowering, found, contents[0].codec))
    return (replace(contents[0], example=example), *contents[1:])


def _shown(lowering: Lowering, media_type: Node, codec: Codec) -> Sample | None:
    """The example of a Media Type Object, else one of its schema."""
    listed = media_type.get("examples")
    shown = [node for _, node in sorted(listed.items())] if listed is not None else []
    targets = [target for node in shown if (target := lowering.document.peek(node)) is not None]
    candidates = [
        media_type.get("example"),
        *(target.get(key) for target in targets for key in ("dataValue", "value")),
    ]
    for candidate in candidates:
        if candidate is not None and candidate.value is not None:
            return Sample(
                _parsed(candidate.value) if codec is Codec.JSON else candidate.value, True
            )
    schema = media_type.get("schema")
    made = None if schema is None else _Composer(lowering).made(schema, DEEPEST)
    return made if made is not None and made.told else None


def _parsed(value: Json) -> Json:
    """The data that people mean who write JSON as text into an example."""
    if not isinstance(value, str) or value.strip()[:1] not in ("{", "["):
        return value
    try:
        parsed: Json = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return parsed


def _text(made: Sample | None) -> str | None:
    if made is None or not _is_small(made.value):
        return None
    try:
        text = json.dumps(made.value, sort_keys=True, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return text if len(text) <= LARGEST else None


def _is_small(value: Json) -> bool:
    """Whether it is worth writing: by its length, without writing it."""
    length = 0
    held: list[Json] = [value]
    inside = containers(value) if isinstance(value, dict | list) else iter(())
    while True:
        for item in held:
            length += len(item) if isinstance(item, str) else 1
        if length > LARGEST:
            return False
        container = next(inside, None)
        if container is None:
            return True
        found = container[0]
        held = [*found.values(), *found] if isinstance(found, dict) else found


@dataclass(frozen=True, slots=True)
class _Composer:
    """Makes values of schemas; where and how deep say what comes of it, so each is made once."""

    lowering: Lowering

    def made(self, node: Node, depth: int) -> Sample | None:
        """A value of a schema; None where there is none of this depth."""
        done, key = self.lowering.samples, (node.at, depth)
        if key not in done:
            made = None
            if node.is_mapping and depth >= 0:
                made = self._own(node) or self._composed(node, depth)
            done[key] = made if made is None or made.size <= MOST_VALUES else None
        return done[key]

    def _own(self, node: Node) -> Sample | None:
        """What a schema says by itself: an example, its constant, its default, its first value."""
        for candidate in _candidates(node):
            if candidate.value is not None and _fits(candidate.value, node):
                return Sample(candidate.value, True, _size(candidate.value))
        return None

    def _composed(self, node: Node, depth: int) -> Sample | None:
        if node.ref is not None:
            target = self.lowering.document.peek(node)
            return None if target is None else self.made(target, depth)
        listed = node.get("allOf")
        if listed is not None and listed.is_list and listed.value:
            return self._merged(node, list(listed.elements()), depth)
        if (union := union_key(node)) is not None:
            chosen = self._chosen(node, list(node[union].elements()), depth)
            own = self._object(node, depth) if node.get("properties") is not None else None
            return _joined([own, chosen]) if own is not None and chosen is not None else chosen
        return self._plain(node, depth)

    def _merged(self, node: Node, parts: Sequence[Node], depth: int) -> Sample | None:
        made = [self.made(part, depth - 1) for part in parts]
        if node.get("properties") is not None:
            made.append(self._object(node, depth))
        return _joined(made)

    def _chosen(self, node: Node, members: Sequence[Node], depth: int) -> Sample | None:
        """The first member that there is a value of; with the tag that tells it from the others."""
        for member in members:
            made = self.made(member, depth - 1)
            if made is None or made.value is None:
                continue
            if isinstance(made.value, dict):
                return replace(made, value=made.value | self._tag(node, member))
            return made
        return None

    def _tag(self, node: Node, member: Node) -> dict[str, Json]:
        """The discriminating property of a member (OpenAPI, "Discriminator Object")."""
        discriminator = node.get("discriminator")
        name = None if discriminator is None else discriminator.text("propertyName")
        target = None if member.ref is None else self.lowering.document.peek(member)
        if discriminator is None or name is None or target is None:
            return {}
        last = unescape_token(self.lowering.home(target.at).rpartition("/")[2])
        mapping = discriminator.get("mapping")
        for value, aim in sorted(mapping.items()) if mapping is not None else ():
            found = self.lowering.document.peek(Node({"$ref": aim.value}, discriminator.at))
            if aim.value == last or (found is not None and found.at == target.at):
                return {name: value}
        return {name: last}

    def _plain(self, node: Node, depth: int) -> Sample | None:
        names = [name for name in types_of(node.get("type")) if isinstance(name, str)]
        kind = next((name for name in names if name != "null"), names[0] if names else "")
        if kind == "object" or (not kind and node.get("properties") is not None):
            return self._object(node, depth)
        if kind == "array" or (not kind and node.get("items") is not None):
            return self._array(node, depth)
        if kind == "string":
            return Sample(SAMPLES.get(node.text("format") or "", ROWS[Kind.STRING].sample), False)
        return Sample(SCALARS[kind], False) if kind in SCALARS else None

    def _object(self, node: Node, depth: int) -> Sample | None:
        """What is required, and what the document shows of the rest."""
        if depth == 0:
            return None
        required = required_names(node)
        properties = node.get("properties")
        found: dict[str, Json] = {}
        told, size = False, 1
        for name, member in properties.items() if properties is not None else ():
            if member.flag("writeOnly") or (
                name not in required and self._leads_back(member, node)
            ):
                continue
            made = self.made(member, depth - 1)
            if made is None and name in required:
                return None
            if made is None or not (made.told or name in required):
                continue
            if size + made.size > MOST_VALUES and name not in required:
                continue
            found[name] = made.value
            told, size = told or made.told, size + made.size
        return Sample(found, told, size)

    def _leads_back(self, member: Node, node: Node) -> bool:
        """Whether an optional property would hold, for no end, what it is a property of."""
        for held in (member, member.get("items")):
            target = None if held is None else self.lowering.document.peek(held)
            if target is not None and target.at == node.at:
                return True
        return False

    def _array(self, node: Node, depth: int) -> Sample | None:
        items = node.get("items")
        made = None if items is None or depth == 0 else self.made(items, depth - 1)
        if made is None or not made.told:
            return Sample([], False)
        return Sample([made.value], True, made.size + 1)


def _candidates(node: Node) -> Iterator[Node]:
    for key in ("const", "example"):
        if (found := node.get(key)) is not None:
            yield found
    for key in ("examples", "default", "enum"):
        found = node.get(key)
        if found is None:
            continue
        if key == "default":
            yield found
        elif found.is_list:
            yield from found.elements()


def _joined(parts: Sequence[Sample | None]) -> Sample | None:
    """All the members of several objects; the first value where they are none."""
    held = [part for part in parts if part is not None]
    if not held:
        return None
    merged: dict[str, Json] = {}
    for part in held:
        if isinstance(part.value, dict):
            merged |= part.value
    if not merged:
        return held[0]
    return Sample(merged, any(part.told for part in held), sum(part.size for part in held))


def _size(value: Json) -> int:
    if not isinstance(value, dict | list):
        return 1
    size = 0
    for container, _ in containers(value):
        size += 1 + len(container)
        if size > MOST_VALUES:
            break
    return size


def _fits(value: Json, node: Node) -> bool:
    """Whether a value has the type and the format of its schema; else it would spoil the whole."""
    names = [name for name in types_of(node.get("type")) if isinstance(name, str)]
    kinds = tuple(kind for name in names for kind in KINDS.get(name, ()))
    if kinds and not isinstance(value, kinds):
        return False
    if isinstance(value, bool) and kinds and bool not in kinds:
        return False
    return not isinstance(value, str) or _has_format(value, node.text("format") or "")


def _has_format(value: str, format_: str) -> bool:
    check = ROWS[FORMATS.get(format_, Kind.STRING)].check
    try:
        if check is not None:
            check(value)
    except ValueError:
        return False
    return True
