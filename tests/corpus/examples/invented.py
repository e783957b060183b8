"""Values made up to fit a schema, its own examples first: a few for each, the same in every run.

They need not fit; who judges them says. They are to reach every member of a union, every format, null
and absence.
"""

from __future__ import annotations

from itertools import chain, islice

from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node
from restamp.spec.tree.tree import Json

DEPTH = 5
SILENT = {
    "$ref",
    "description",
    "title",
    "summary",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
}
MOST = 8
TEXTS: dict[str, list[Json]] = {
    "date-time": ["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.123456+02:00", "0001-01-01T00:00:00Z"],
    "date": ["2024-02-29", "0001-01-01"],
    "time": ["07:08:09Z", "07:08:09.5+02:00"],
    "duration": ["P1DT2H", "PT0.5S", "P3W", "P1Y2M"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000"],
    "byte": ["aGVsbG8=", "_-8=", "/w"],
    "base64": ["aGVsbG8="],
    "decimal": ["1.50", "-0.1"],
    "email": ["a@example.com"],
    "uri": ["https://example.com/"],
    "ipv4": ["192.0.2.1"],
}  # fmt: skip


def invented(document: Document, node: Node, depth: int = 0) -> list[Json]:
    """Up to `MOST` values that may fit a schema."""
    target = document.resolve(node) if node.ref is not None else node
    if depth > 3 * DEPTH:
        return []
    if target is None or not target.is_mapping:
        return ["anything", 1, None]
    values = list(_own(document, target, depth))
    if node.ref is not None and any(_speaks(key) for key, _ in node.items()):
        own = Node({k: v.value for k, v in node.items() if k != "$ref"}, node.at)
        values = _both(values, list(_own(document, own, depth)))
    return _distinct(values)


def _speaks(key: str) -> bool:
    return key not in SILENT and not key.startswith("x-")


def _distinct(values: list[Json]) -> list[Json]:
    distinct: list[Json] = []
    for value in values:
        if not any(value == other and type(value) is type(other) for other in distinct):
            distinct.append(value)
    return distinct[:MOST]


def _own(document: Document, node: Node, depth: int) -> list[Json]:
    for key in ("const", "enum"):
        if (constant := node.get(key)) is not None:
            values = (
                constant.value
                if key == "enum" and isinstance(constant.value, list)
                else [constant.value]
            )
            return [*values[: MOST - 1], *([None] if _is_nullable(node) else [])]
    values: list[Json] = []
    if (example := node.get("example")) is not None:
        values.append(example.value)
    if (examples := node.get("examples")) is not None:
        values += [one.value for one in islice(examples.elements(), 2)]
    composed = _of_type(document, node, depth)
    for key in ("oneOf", "anyOf"):
        if (listed := node.get(key)) is not None:
            each = [invented(document, member, depth + 1) for member in listed.elements()]
            turns = [column[i] for i in range(MOST) for column in each if i < len(column)]
            composed = _both(composed, turns[: 2 * MOST])
    if (listed := node.get("allOf")) is not None:
        for part in listed.elements():
            composed = _both(composed, invented(document, part, depth + 1))
    return [*values, *composed[:MOST], *([None] if _is_nullable(node) else [])]


def _is_nullable(node: Node) -> bool:
    kind = node.get("type")
    return node.flag("nullable") or (kind is not None and kind.is_list and "null" in kind.value)


def _both(first: list[Json], second: list[Json]) -> list[Json]:
    """Values that may satisfy two schemas: objects with the members of both."""
    if not first or not second:
        return first or second
    merged: list[Json] = []
    for index in range(max(len(first), len(second))):
        one, other = first[index % len(first)], second[index % len(second)]
        both = {**one, **other} if isinstance(one, dict) and isinstance(other, dict) else None
        merged += [both] if both is not None else [other, one]
    return merged


def _of_type(document: Document, node: Node, depth: int) -> list[Json]:
    kind = node.get("type")
    names = [] if kind is None else [kind.value]
    if kind is not None and kind.is_list:
        names = list(kind.value)
    if not names and (node.get("properties") or node.get("additionalProperties")):
        names = ["object"]
    if not names and node.get("items"):
        names = ["array"]
    if not names and any(node.get(key) for key in ("oneOf", "anyOf", "allOf")):
        return []
    lists = [_of_name(document, node, str(name), depth) for name in names]
    return list(chain.from_iterable(lists)) if names else ["anything", {"any": [1]}]


def _of_name(document: Document, node: Node, name: str, depth: int) -> list[Json]:
    match name:
        case "string":
            least = node.get("minLength")
            long = "x" * (least.value if least is not None and isinstance(least.value, int) else 0)
            return TEXTS.get(node.text("format") or "", ["some text", "", "1", long])
        case "integer" | "number":
            bounds = [node.get(key) for key in ("minimum", "maximum")]
            edges = [b.value for b in bounds if b is not None]
            return [*edges, 1, 0, *([1.5, 0.1] if name == "number" else [2**53 + 1])]
        case "boolean":
            return [True, False]
        case "array":
            return _arrays(document, node, depth)
        case "object":
            return _objects(document, node, depth)
        case _:
            return [None]


def _arrays(document: Document, node: Node, depth: int) -> list[Json]:
    items, prefix = node.get("items"), node.get("prefixItems")
    if prefix is not None:
        firsts = [invented(document, item, depth + 1) for item in prefix.elements()]
        return [
            [column[0] for column in firsts if column],
            [column[-1] for column in firsts if column],
            [],
        ]
    if depth > DEPTH or items is None:
        return [[]] if items is not None else [[], [1, "a"]]
    some = invented(document, items, depth + 1)
    return [some[:1], some, [], some[-1:]]


def _objects(document: Document, node: Node, depth: int) -> list[Json]:
    properties, extra = node.get("properties"), node.get("additionalProperties")
    required = node.get("required")
    wanted = required.value if required is not None and isinstance(required.value, list) else []
    columns = {
        name: invented(document, member, depth + 1)
        for name, member in (properties.items() if properties is not None else ())
        if depth <= DEPTH or (name in wanted and depth <= 2 * DEPTH)
    }
    columns = {name: column for name, column in columns.items() if column}
    rows: list[Json] = [
        {
            name: column[(index + turn) % len(column)]
            for index, (name, column) in enumerate(columns.items())
        }
        for turn in range(MOST - 3 if depth < 2 else 2)
    ]
    rows.insert(0, {name: column[0] for name, column in columns.items()})
    rows.append({name: column[0] for name, column in columns.items() if name in wanted})
    if extra is not None and extra.is_mapping:
        rows += [
            {**columns_first(columns), "more": value}
            for value in invented(document, extra, depth + 1)[:3]
        ]
    elif extra is None or extra.value is True:
        rows.append({**columns_first(columns), "x_unknown": {"a": [1, None]}})
    return rows


def columns_first(columns: dict[str, list[Json]]) -> dict[str, Json]:
    return {name: column[0] for name, column in columns.items()}
