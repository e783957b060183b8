"""Disagreements that are the oracles' own, each with the evidence that README.md shows in full."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator, Mapping
from uuid import UUID
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from restamp.ir.types import Kind, Nullable, OneOf, Primitive, Type

from .comparing import FORMS
from .disagreements import MISSING, Disagreement
from .known_of_swagger import is_in_other_formats, no_such_type, one_part
from .wire import is_xml

URLENCODED = "application/x-www-form-urlencoded"


def _empty_list(one: Disagreement) -> bool:
    """Schemathesis writes `name=` for one that is not exploded, and nothing for one that is; openapi-core then lacks
    what is required. RFC 6570, section 2.3: a list without members is undefined, and is not sent.
    """
    sent = one.difference.place in ("query", "header", "field") and one.difference.ours is None
    absent = one.difference.ours == "<absent>"
    missing = one.difference.place == "MissingRequiredParameter"
    return (sent or absent or missing) and one.value() == []


def _null(one: Disagreement) -> bool:
    """Schemathesis writes `null`. RFC 6570, section 2.3: null is undefined, and is not sent."""
    if one.difference.place not in ("query", "header", "cookie", "field"):
        return False
    drawn, ours = one.value(), one.difference.ours
    if isinstance(drawn, list) and isinstance(one.difference.theirs, list):
        nulls = (None, "null", ["null", False], ("null",))
        return None in drawn and (ours or []) == [
            x for x in one.difference.theirs if x not in nulls
        ]
    return drawn is None and ours in (None, "<absent>")


def _no_body(one: Disagreement) -> bool:
    """To the client, None for a body that may be missing, or that no type lets be null, is no body."""
    body = one.operation.body
    nothing = one.difference.place in ("body", "MissingRequiredRequestBody")
    may_be_missing = body is not None and not (body.required and takes_null(body.contents[0].type))
    return nothing and one.drawn.has_body and one.drawn.body is None and may_be_missing


def _not_an_object(one: Disagreement) -> bool:
    """Schemathesis draws anything for a schema with `properties` and no `type`; the client takes objects."""
    return (
        one.kind == "refused"
        and one.difference.place == "model_type"
        and not isinstance(one.difference.ours, dict)
    )


def _empty_form(one: Disagreement) -> bool:
    """A form in which there is nothing but lists without members and nulls has no bytes."""
    body = one.drawn.body
    is_empty = isinstance(body, dict) and all(value in (None, []) for value in body.values())
    return (
        one.kind == "read"
        and one.difference.place == "body"
        and one.difference.ours is None
        and is_empty
    )


def _empty_text(one: Disagreement) -> bool:
    """openapi-core takes no empty value in a query but with `allowEmptyValue`, whatever the schema allows."""
    return one.difference.place == "EmptyQueryParameterValue" and one.value() == ""


def _empty_body(one: Disagreement) -> bool:
    """openapi-core takes a body of no bytes for no body."""
    nothing = one.difference.place in ("body", "MissingRequiredRequestBody")
    return nothing and one.drawn.body in (b"", "") and not one.kind.startswith("reference")


def _nested(one: Disagreement) -> bool:
    """OpenAPI 3 has no form for a list or an object in a list of a query or a urlencoded form; the client writes JSON.
    Swagger 2.0 has one for lists (`collectionFormat` of an Items Object), which the client sends. Schemathesis writes
    what Python shows, `{'a': None}`, for both."""
    drawn, kind = one.value(), one.drawn.case.media_type
    place = "field" if kind == URLENCODED else ""
    nested = isinstance(drawn, list) and any(isinstance(item, (list, dict)) for item in drawn)
    is_there = one.kind == "reference" and one.difference.place in ("query", "header", place)
    return nested and is_there and not is_in_other_formats(one)


def _plus_in_path(one: Disagreement) -> bool:
    """The exponent of a number: `+` and `%2B` are the same in a path, where a plus is no space."""
    theirs = one.difference.theirs
    is_spelling = (one.difference.place, one.difference.name) == ("path", "encoding")
    return is_spelling and str(one.difference.ours).replace("%2B", "+") == theirs


def _control_characters(one: Disagreement) -> bool:
    """RFC 9110, section 5.5: a header holds none; the name of a part of a multipart form is in one."""
    body = one.drawn.body
    names = "".join(body) if isinstance(body, dict) else ""
    return (
        one.kind == "refused"
        and "control characters" in one.difference.theirs
        and not names.isprintable()
    )


def _object_in_form(one: Disagreement) -> bool:
    """An object in a urlencoded form is JSON (OpenAPI 3.0.4 and 3.1.1). Schemathesis spreads what the schema names over
    the form, and sends of others their keys only; openapi-core wants the former."""
    body = one.drawn.body
    if one.drawn.case.media_type != URLENCODED or not isinstance(body, dict):
        return False
    if one.kind == "reference":
        has_objects = any(isinstance(value, dict) for value in body.values())
        is_of_object = one.value() is MISSING or isinstance(one.value(), dict)
        return one.difference.place == "field" and has_objects and is_of_object
    named = {str(name) for name, value in body.items() if isinstance(value, dict)}
    return one.difference.place == "DeserializeError" and any(
        name in one.difference.theirs for name in named
    )


def _list_in_one_part(one: Disagreement) -> bool:
    """In a multipart form each item of a list is a part of its own (RFC 7578, section 4.3; OpenAPI 3.1.1, Encoding
    Object). Schemathesis does so too, but for objects: these it sends as one JSON list."""
    drawn, theirs = one.value(), one.difference.theirs
    if one.difference.place != "field" or not isinstance(drawn, list) or len(theirs or ()) != 1:
        return False
    try:
        return bool(json.loads(theirs[0][0]) == drawn and len(one.difference.ours) == len(drawn))
    except (ValueError, TypeError):
        return False


def _several_types(one: Disagreement) -> bool:
    """openapi-core fails at the parts of a form whose schema has a list as its `type`."""
    message = "Expected a string value, got <class 'list'>"
    is_form = one.drawn.case.media_type in FORMS
    return is_form and one.difference.place == "TypeError" and one.difference.theirs == message


def _comma(one: Disagreement) -> bool:
    """openapi-core gets the query decoded, and splits by commas then: one in an item parts it too."""
    drawn = one.value()
    if not one.kind.startswith("read") or not isinstance(drawn, list):
        return False
    return bool(one.difference.ours == ",".join(map(str, drawn)).split(","))


def _not_of_its_format(one: Disagreement) -> bool:
    """Schemathesis draws any text for a format that it does not know (uuid4, contentEncoding)."""
    value = one.difference.ours
    if one.kind != "refused" or not isinstance(value, str):
        return False
    try:
        if one.difference.place == "uuid_parsing":
            UUID(value)
        elif one.difference.place == "value_error":
            b64decode(value, validate=True)
        else:
            return False
    except (ValueError, NotBase64):
        return True
    return False


def _text_for_a_file(one: Disagreement) -> bool:
    """Schemathesis draws text for `contentEncoding: binary`; the client refuses a `str` where a file belongs, which
    may be meant as a path."""
    body, message = one.drawn.body, one.difference.theirs
    if one.kind != "refused" or one.difference.place != "TypeError":
        return False
    if isinstance(body, str):
        return bool(
            message.startswith("a body of application/octet-stream must be a file, not str: ")
        )
    if not isinstance(body, dict):
        return False
    return any(
        isinstance(value, str) and message.startswith(f"{name} must be a file, not str: ")
        for name, value in body.items()
    )


def _bytes_in_json(one: Disagreement) -> bool:
    """Schemathesis draws bytes for `format: binary` in JSON, and sends `""` for them. JSON has no bytes (RFC 8259,
    section 3): the client sends a body of nothing else as it is, and others if they are text in UTF-8.
    """
    body, kind = one.drawn.body, one.drawn.case.media_type or ""
    if not kind.endswith("json") or not any(isinstance(each, bytes) for each in _scalars(body)):
        return False
    if one.kind == "reference" and one.difference.place == "body":
        ours = one.difference.ours
        if isinstance(body, bytes):
            return bool(ours == body or json.dumps(ours).encode() == body)
        return bool(ours == _decoded(body))
    is_text = all(_is_utf8(each) for each in _scalars(body) if isinstance(each, bytes))
    message = "bytes that are not UTF-8 cannot be a JSON string"
    return one.kind == "refused" and message in one.difference.theirs and not is_text


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeError:
        return False
    return True


def _decoded(value: object) -> object:
    """The same with bytes as text."""
    match value:
        case dict():
            return {key: _decoded(item) for key, item in value.items()}
        case list():
            return [_decoded(item) for item in value]
        case bytes():
            return value.decode(errors="replace")
        case _:
            return value


def _not_in_xml(one: Disagreement) -> bool:
    """XML 1.0 has no way to write most control characters, nor names such as `0`; schemathesis drops the characters and
    writes other names. A parser, which is not the client's, refuses the same."""
    if one.kind != "refused" or one.difference.place != "Unsendable" or not _is_xml(one):
        return False
    if "XML has no character" in one.difference.theirs:
        return any(not _is_read(f"<a>{escape(text)}</a>", "a") for text in _texts(one.drawn.body))
    is_name = "cannot be the name of an" in one.difference.theirs
    return is_name and any(not _is_read(f"<{name}/>", name) for name in _names(one.drawn.body))


def _other_names_in_xml(one: Disagreement) -> bool:
    """Schemathesis writes underscores in names for all but some ASCII."""
    has_other = any(
        not re.fullmatch(r"[A-Za-z_][\w.-]*", n, re.ASCII) for n in _names(one.drawn.body)
    )
    return _is_body_in_xml(one) and has_other


def _names_of_old_xml(one: Disagreement) -> bool:
    """openapi-core's parser takes the names of the fourth edition of XML 1.0; the fifth has more."""
    fails = one.kind == "judge" and one.difference.place == "MediaTypeDeserializeError"
    return (
        fails
        and _is_xml(one)
        and any(not _is_read(f"<{name}/>", name) for name in _names(one.drawn.body))
    )


def _of_both(one: Disagreement) -> bool:
    """openapi-core says it of schemathesis's own request too: it reads the document in another way."""
    return one.kind in ("judge of both", "read of both")


KNOWN: Mapping[str, Callable[[Disagreement], bool]] = {
    "an empty list is not sent": _empty_list,
    "null is not sent": _null,
    "None is no body": _no_body,
    "an empty form": _empty_form,
    "control characters in a header": _control_characters,
    "openapi-core: empty text in a query": _empty_text,
    "openapi-core: empty body": _empty_body,
    "openapi-core: a comma in an item": _comma,
    "schemathesis: Python in a list in a list": _nested,
    "schemathesis: a list in several parts": one_part,
    "a plus in a path": _plus_in_path,
    "an object in a urlencoded form": _object_in_form,
    "schemathesis: a list in one part": _list_in_one_part,
    "openapi-core: several types in a form": _several_types,
    "schemathesis: not of its format": _not_of_its_format,
    "schemathesis: text for a file": _text_for_a_file,
    "schemathesis: not an object": _not_an_object,
    "schemathesis: bytes in JSON": _bytes_in_json,
    "Swagger 2.0: a parameter without one of its types": no_such_type,
    "not in XML": _not_in_xml,
    "schemathesis: other names in XML": _other_names_in_xml,
    "openapi-core: names of old XML": _names_of_old_xml,
    "openapi-core against schemathesis": _of_both,
}


def _is_xml(one: Disagreement) -> bool:
    return one.drawn.has_body and is_xml(one.drawn.case.media_type or "")


def _is_body_in_xml(one: Disagreement) -> bool:
    return one.kind == "reference" and one.difference.place == "body" and _is_xml(one)


def _is_read(document: str, name: str) -> bool:
    """Whether a parser reads an element of this name."""
    try:
        return ElementTree.fromstring(document).tag == name
    except ElementTree.ParseError:
        return False


def _names(value: object) -> Iterator[str]:
    """The names of all members."""
    match value:
        case dict():
            yield from value
            for item in value.values():
                yield from _names(item)
        case list():
            for item in value:
                yield from _names(item)


def _scalars(value: object) -> Iterator[object]:
    match value:
        case dict():
            for item in value.values():
                yield from _scalars(item)
        case list():
            for item in value:
                yield from _scalars(item)
        case _:
            yield value


def _texts(value: object) -> Iterator[str]:
    return (text for text in _scalars(value) if isinstance(text, str))


def takes_null(type_: Type) -> bool:
    """Whether a type lets a value be null."""
    match type_:
        case Nullable() | Primitive(Kind.ANY | Kind.NULL):
            return True
        case OneOf(members):
            return any(map(takes_null, members))
        case _:
            return False


def explanation(one: Disagreement) -> str | None:
    """Whose fault it is, if it is known not to be ours."""
    return next((name for name, applies in KNOWN.items() if applies(one)), None)
