"""Examples of responses: from the document, or else composed from the examples of properties.

Nothing here fails, warns or changes a type: without a usable example there is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from restamp.ir.operations import Codec, Content
from restamp.ir.types import Kind
from restamp.kinds.table import FORMATS, ROWS
from restamp.lower.context import Lowering, Sample
from restamp.lower.example_fit import KINDS, Fit
from restamp.lower.schemas.keywords import required_names, types_of, union_key
from restamp.pointers import unescape_token
from restamp.records import dataclass
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json, containers

_SHOWING = frozenset({"const", "example", "examples", "default", "enum"})
"""Keywords of schemas that show a value."""
MAX_BYTES = 1 << 16
"""Maximum size of an example in bytes of JSON; larger ones are omitted."""
MAX_DEPTH = 6
"""Maximum nesting depth of a composed example."""
MAX_VALUES = 400
"""Maximum number of values in a composed example."""
SAMPLES: Mapping[str, str] = {
    "email": "someone@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    **{format_: ROWS[kind].sample for format_, kind in FORMATS.items()},
}
"""Sample strings by format, for required values without an example."""
SCALARS: Mapping[str, Json] = {"integer": 0, "number": 0, "boolean": False, "null": None}
SHORT = re.compile(r"[\w.:@/+ -]{1,40}", re.ASCII)
"""Examples of arguments that fit in a line, and mean nothing else in Markdown."""


def with_example(
    lowering: Lowering, response: Node, contents: tuple[Content, ...]
) -> tuple[Content, ...]:
    """Add the example of a response to the first of its contents."""
    content = response.get("content")
    media_type = None if not contents or content is None else content.get(contents[0].media_type)
    media_type_node = None if media_type is None else lowering.document.peek(media_type)
    if media_type_node is None or not media_type_node.is_mapping:
        return contents
    example = _text(_example_of(lowering, media_type_node, contents[0].codec))
    return (replace(contents[0], example=example), *contents[1:])


def _example_of(lowering: Lowering, media_type: Node, codec: Codec) -> Sample | None:
    """The example of a Media Type Object, or else of its schema."""
    schema = media_type.get("schema")
    candidates = [node for node in _shown(lowering, media_type) if node.value is not None]
    if candidates:
        return _fitting(lowering, candidates, schema, codec)
    sample = None if schema is None else _Composer(lowering).compose(schema, MAX_DEPTH)
    return sample if sample is not None and sample.from_document else None


def _shown(lowering: Lowering, holder: Node) -> Iterator[Node]:
    """The values of `example` and of `examples` by name, of a media type or a parameter."""
    if (single := holder.get("example")) is not None:
        yield single
    listed = holder.get("examples")
    for _, node in () if listed is None else sorted(listed.items()):
        target = lowering.document.peek(node)
        for key in () if target is None else ("dataValue", "value"):
            if target is not None and (value := target.get(key)) is not None:
                yield value


def _fitting(
    lowering: Lowering, candidates: Sequence[Node], schema: Node | None, codec: Codec
) -> Sample:
    """The first of several examples that fits the schema, else the first; with a note if nothing of it fits."""
    values = [_parsed(node.value) if codec is Codec.JSON else node.value for node in candidates]
    if schema is None or codec is not Codec.JSON:
        return Sample(values[0], True)
    fit = Fit(lowering)
    chosen = next((value for value in values if fit.is_whole(value, schema)), None)
    if chosen is not None:
        return Sample(chosen, True)
    reasons = [fit.why_none(value, schema) for value in values]
    usable = next((n for n, why in enumerate(reasons) if not why), 0)
    if why := reasons[usable]:
        lowering.diagnostics.note(
            "example-unlike-schema",
            f"this example does not fit its schema: {why}; a fake returns it as it is",
            candidates[usable].at,
        )
    return Sample(values[usable], True)


def example_argument(lowering: Lowering, parameter: Node) -> str | int | None:
    """The example of a parameter, or else of its schema, if it is a short text or an integer."""
    schema = parameter.get("schema")
    schema = None if schema is None else lowering.document.peek(schema)
    if schema is None or not schema.is_mapping:
        return None
    listed = schema.get("examples")
    candidates = [
        *_shown(lowering, parameter),
        schema.get("example"),
        *(listed.elements() if listed is not None and listed.is_list else ()),
    ]
    for candidate in candidates:
        value = None if candidate is None else candidate.value
        if value is None or isinstance(value, bool) or not _fits(value, schema):
            continue
        if isinstance(value, int) or (isinstance(value, str) and SHORT.fullmatch(value)):
            return value
    return None


def _parsed(value: Json) -> Json:
    """Decode an example that is JSON written as a string."""
    if not isinstance(value, str) or value.strip()[:1] not in ("{", "["):
        return value
    try:
        parsed: Json = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return parsed


def _text(sample: Sample | None) -> str | None:
    if sample is None or not _is_small(sample.value):
        return None
    try:
        text = json.dumps(sample.value, sort_keys=True, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return text if len(text) <= MAX_BYTES else None


def _is_small(value: Json) -> bool:
    """Whether a value is small enough, estimated without serializing it."""
    length = 0
    values: list[Json] = [value]
    inner_containers = containers(value) if isinstance(value, dict | list) else iter(())
    while True:
        for item in values:
            length += len(item) if isinstance(item, str) else 1
        if length > MAX_BYTES:
            return False
        container = next(inner_containers, None)
        if container is None:
            return True
        inner = container[0]
        values = [*inner.values(), *inner] if isinstance(inner, dict) else inner


@dataclass(frozen=True, slots=True)
class _Composer:
    """Composes example values of schemas, cached by location and depth."""

    lowering: Lowering

    def compose(self, node: Node, depth: int) -> Sample | None:
        """Compose a value of a schema; None if there is none within this depth."""
        samples, key = self.lowering.samples, (node.at, depth)
        if key not in samples:
            sample = None
            if node.is_mapping and depth >= 0:
                sample = self._own(node) or self._composed(node, depth)
            samples[key] = sample if sample is None or sample.size <= MAX_VALUES else None
        return samples[key]

    def _own(self, node: Node) -> Sample | None:
        """The schema's own example, constant, default or first enum value."""
        for candidate in _candidates(node):
            if candidate.value is not None and _fits(candidate.value, node):
                return Sample(candidate.value, True, _size(candidate.value))
        return None

    def _composed(self, node: Node, depth: int) -> Sample | None:
        if node.ref is not None:
            target = self.lowering.document.peek(node)
            return None if target is None else self.compose(target, depth)
        listed = node.get("allOf")
        if listed is not None and listed.is_list and listed.value:
            return self._merged(node, list(listed.elements()), depth)
        if (union := union_key(node)) is not None:
            chosen = self._chosen(node, list(node[union].elements()), depth)
            own = self._object(node, depth) if node.get("properties") is not None else None
            return _merge([own, chosen]) if own is not None and chosen is not None else chosen
        return self._plain(node, depth)

    def _merged(self, node: Node, parts: Sequence[Node], depth: int) -> Sample | None:
        samples = [self.compose(part, depth - 1) for part in parts]
        if node.get("properties") is not None:
            samples.append(self._object(node, depth))
        return _merge(samples)

    def _chosen(self, node: Node, members: Sequence[Node], depth: int) -> Sample | None:
        """A value of the first member that has one, with its discriminating property."""
        for member in members:
            sample = self.compose(member, depth - 1)
            if sample is None or sample.value is None:
                continue
            if isinstance(sample.value, dict):
                return replace(sample, value=sample.value | self._tag(node, member))
            return sample
        return None

    def _tag(self, node: Node, member: Node) -> dict[str, Json]:
        """The discriminating property of a member (OpenAPI, "Discriminator Object")."""
        discriminator = node.get("discriminator")
        name = None if discriminator is None else discriminator.text("propertyName")
        target = None if member.ref is None else self.lowering.document.peek(member)
        if discriminator is None or name is None or target is None:
            return {}
        last = unescape_token(self.lowering.canonical_pointer(target.at).rpartition("/")[2])
        mapping = discriminator.get("mapping")
        for value, aim in sorted(mapping.items()) if mapping is not None else ():
            target_ = self.lowering.document.peek(Node({"$ref": aim.value}, discriminator.at))
            if aim.value == last or (target_ is not None and target_.at == target.at):
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
        """Required properties, and optional ones that have an example."""
        if depth == 0:
            return None
        required = required_names(node)
        properties = node.get("properties")
        members: dict[str, Json] = {}
        is_from_document, size = False, 1
        for name, member in properties.items() if properties is not None else ():
            if member.flag("writeOnly") or (
                name not in required and self._leads_back(member, node)
            ):
                continue
            sample = self.compose(member, depth - 1)
            if sample is None and name in required:
                return None
            if sample is None or not (sample.from_document or name in required):
                continue
            if size + sample.size > MAX_VALUES and name not in required:
                continue
            members[name] = sample.value
            is_from_document, size = is_from_document or sample.from_document, size + sample.size
        return Sample(members, is_from_document, size)

    def _leads_back(self, member: Node, node: Node) -> bool:
        """Whether an optional property refers back to the object it is a property of."""
        for candidate in (member, member.get("items")):
            target = None if candidate is None else self.lowering.document.peek(candidate)
            if target is not None and target.at == node.at:
                return True
        return False

    def _array(self, node: Node, depth: int) -> Sample | None:
        items = node.get("items")
        sample = None if items is None or depth == 0 else self.compose(items, depth - 1)
        if sample is None or not sample.from_document:
            return Sample([], False)
        return Sample([sample.value], True, sample.size + 1)


def _candidates(node: Node) -> Iterator[Node]:
    if not node.has_any(_SHOWING):
        return
    for key in ("const", "example"):
        if (candidate := node.get(key)) is not None:
            yield candidate
    for key in ("examples", "default", "enum"):
        candidate = node.get(key)
        if candidate is None:
            continue
        if key == "default":
            yield candidate
        elif candidate.is_list:
            yield from candidate.elements()


def _merge(parts: Sequence[Sample | None]) -> Sample | None:
    """Merge several objects; if none is an object, the first value."""
    samples = [part for part in parts if part is not None]
    if not samples:
        return None
    merged: dict[str, Json] = {}
    for part in samples:
        if isinstance(part.value, dict):
            merged |= part.value
    if not merged:
        return samples[0]
    return Sample(
        merged, any(part.from_document for part in samples), sum(part.size for part in samples)
    )


def _size(value: Json) -> int:
    if not isinstance(value, dict | list):
        return 1
    size = 0
    for container, _ in containers(value):
        size += 1 + len(container)
        if size > MAX_VALUES:
            break
    return size


def _fits(value: Json, node: Node) -> bool:
    """Whether an example has the type and the format of its schema."""
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
