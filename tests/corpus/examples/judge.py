"""Whether a value is allowed by a schema of a document: the word of `jsonschema`, not ours.

Draft 2020-12 over the upgraded tree, with what OpenAPI says beyond it: `nullable`, and that a read-only
property is not required in a request, nor a write-only one in an answer. Formats are asserted where they
become Python types, by the letter of their RFC.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, unquote, urljoin

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from restamp.spec.document.document import Document
from restamp.spec.tree.node import Node

BASE = "https://document.invalid/0/1/2/3/4/5/6/7/"
DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
OFFSET = r"(Z|z|[+-]([01]\d|2[0-3]):[0-5]\d)"
CLOCK = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
LENGTH = r"P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"
UUID = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
NUMBER = r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?"

PATTERNS = {
    "date-time": f"{DAY}[Tt ]{CLOCK}{OFFSET}",
    "date": DAY,
    "time": f"{CLOCK}{OFFSET}",
    "duration": LENGTH,
    "uuid": UUID,
    "uuid4": UUID,
    "decimal": NUMBER,
}
FORMATS = FormatChecker(())


def _of_pattern(name: str) -> Callable[[object], bool]:
    compiled = re.compile(PATTERNS[name])

    def check(value: object) -> bool:
        if not isinstance(value, str):
            return True
        if compiled.fullmatch(value) is None:
            return False
        if name in ("date", "date-time"):
            date.fromisoformat(value[:10])
        return True

    return check


def _is_base64(value: object) -> bool:
    if isinstance(value, str):
        text = re.sub(r"\s", "", value).translate({0x2D: "+", 0x5F: "/"}).rstrip("=")
        b64decode(text + "=" * (-len(text) % 4), validate=True)
    return True


for _name in PATTERNS:
    FORMATS.checks(_name, raises=ValueError)(_of_pattern(_name))
for _name in ("byte", "base64"):
    FORMATS.checks(_name, raises=ValueError)(_is_base64)


Check = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]


def _unless_null(check: Check, *, is_enum: bool) -> Check:
    def checked(
        validator: Any, value: Any, instance: Any, schema: Any
    ) -> Iterator[ValidationError] | None:
        # Also where an enum forgot the null that its type does not.
        if instance is None and (schema.get("nullable") is True or (is_enum and _has_null(schema))):
            return None
        return check(validator, value, instance, schema)

    return checked


def _has_null(schema: Any) -> bool:
    kind = schema.get("type")
    return isinstance(kind, list) and "null" in kind


def _pattern(
    validator: Any, pattern: Any, instance: Any, schema: Any
) -> Iterator[ValidationError] | None:
    """What Python cannot read of another language's expressions says nothing."""
    try:
        return iter(
            list(
                Draft202012Validator.VALIDATORS["pattern"](validator, pattern, instance, schema)
                or ()
            )
        )
    except re.error:
        return None


def _encoding(
    validator: Any, encoding: Any, instance: Any, schema: Any
) -> Iterator[ValidationError] | None:
    """Asserted, as formats are: it becomes a Python type too."""
    try:
        if encoding in ("base64", "base64url"):
            _is_base64(instance)
    except ValueError as error:
        return iter([ValidationError(str(error))])
    return None


def _required(absent: str) -> Check:
    def check(
        validator: Any, names: Any, instance: Any, schema: Any
    ) -> Iterator[ValidationError] | None:
        properties = schema.get("properties")
        members = properties if isinstance(properties, dict) else {}
        wanted = [
            name
            for name in names
            if not (isinstance(members.get(name), dict) and members[name].get(absent) is True)
        ]
        return Draft202012Validator.VALIDATORS["required"](validator, wanted, instance, schema)

    return check


def _validator(absent: str) -> Any:
    checks = {
        name: _unless_null(check, is_enum=name == "enum")
        for name, check in Draft202012Validator.VALIDATORS.items()
    }
    checks |= {"pattern": _pattern, "contentEncoding": _encoding}
    if absent:
        checks["required"] = _required(absent)
    return extend(Draft202012Validator, checks, format_checker=FORMATS)


VALIDATORS = {
    "answer": _validator("writeOnly"),
    "request": _validator("readOnly"),
    "schema": _validator(""),
}


class Judge:
    """Judges values by the schemas of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._registry: Registry[Any] = Registry(retrieve=self._retrieved)

    def _retrieved(self, uri: str) -> Resource[Any]:
        for key, root in self._document.references.files.roots.items():
            if isinstance(root, Node) and unquote(urljoin(BASE, quote(key))) == unquote(uri):
                return DRAFT202012.create_resource(root.value)
        raise LookupError(uri)

    def allows(self, value: object, schema_at: str, direction: str) -> bool:
        """Whether the schema at a place allows a value travelling this way.

        Raises whatever jsonschema does where the schema is none.
        """
        file, _, pointer = schema_at.partition("#")
        schema = {"$ref": f"{urljoin(BASE, quote(file))}#{quote(pointer)}"}
        validator = VALIDATORS[direction](schema, registry=self._registry, format_checker=FORMATS)
        return bool(validator.is_valid(value))
