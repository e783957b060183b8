"""Small pairs of documents, one for each kind of change."""

from __future__ import annotations

from typing import Any

from .shapes import SHAPES
from .small import NUMBER, PET, TEXT, Json, answered, document, query, record, ref


def _two(first: Json, second: Json) -> Json:
    """A document with the operations of both."""
    return {**first, "paths": {**first["paths"], **second["paths"]}}


def _secured(names: list[str], *alternatives: list[str]) -> Json:
    content = document()
    content["components"]["securitySchemes"] = {
        name: {"type": "apiKey", "in": "header", "name": name} for name in names
    }
    content["security"] = [{key: [] for key in names_} for names_ in alternatives]
    return content


def _paged(**properties: Json) -> Json:
    offset, limit = query("offset", NUMBER), query("limit", NUMBER)
    content = document(
        offset, limit, answer=record("items", items={"type": "array", "items": TEXT})
    )
    operation = content["paths"]["/pets/{id}"].pop("post")
    content["paths"]["/pets/{id}"]["get"] = {**operation, **properties}
    return content


def _swap(path: str, first: Json, second: Json) -> Json:
    """A document with two parameters in its path."""
    content = document()
    operation = content["paths"].pop("/pets/{id}")["post"]
    operation["parameters"] = [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in (("a", first), ("b", second))
    ]
    return {**content, "paths": {path: {"post": operation}}}


def _born(schema: Json) -> Json:
    """A webhook."""
    return {
        "born": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}
    }


PAGES = {
    "x-restamp-pagination": {
        "style": "offset",
        "offset": "offset",
        "limit": "limit",
        "items": "items",
    }
}
OFF = {"x-restamp-pagination": False}
STATES = record(state={"type": "string", "enum": ["open", "done"]})
WAIT = {"x-restamp-waiter": {"status": "state", "success": ["done"]}}
SEEN = {"schemas": {"Pet": record("id", id=TEXT)}, "answer": PET}
SENT = {"schemas": {"Pet": record("id", id=TEXT)}, "body": PET}


def _pet(use: str, schema: Json) -> Json:
    """A document with a model that is answered, sent, or both."""
    components: Json = {"schemas": {"Pet": schema}}
    if use != "sent":
        components["answer"] = PET
    if use != "answered":
        components["body"] = PET
    return document(**components)


def _enum(*values: Any, use: str = "answered", **rest: Any) -> Json:
    kind = "integer" if isinstance(values[0], int) else "string"
    return _pet(use, {"type": kind, "enum": [*values], **rest})


_NAME = record("id", id=TEXT, name=TEXT)
_NEEDED = record("id", "name", id=TEXT, name=TEXT)
_LIST = {"type": "array", "items": TEXT}
_EITHER = {"type": ["string", "integer"]}

CASES: dict[str, tuple[Any, ...]] = {
    "nothing": (document(), document()),
    "operation": (document(), _two(document(), document(path="/cats/{id}", operationId="seek"))),
    "operation-other-name-and-path": (document(), document(path="/pet/{id}")),
    "operation-other-id": (document(), document(operationId="seek")),
    "operation-deprecated": (document(), document(deprecated=True)),
    "path-parameter-called-otherwise": (
        document(),
        {
            **document(path="/pets/{pet}"),
            "paths": {
                "/pets/{pet}": {
                    "post": {
                        **document()["paths"]["/pets/{id}"]["post"],
                        "parameters": [
                            {"name": "pet", "in": "path", "required": True, "schema": TEXT}
                        ],
                    }
                }
            },
        },
    ),
    "parameter": (document(), document(query("limit", NUMBER))),
    "parameter-needed": (document(), document(query("limit", NUMBER, required=True))),
    "parameter-now-required": (
        document(query("limit", NUMBER)),
        document(query("limit", NUMBER, required=True)),
    ),
    "parameter-widened": (document(query("limit", NUMBER)), document(query("limit", _EITHER))),
    "parameter-type": (document(query("limit", NUMBER)), document(query("limit", TEXT))),
    "parameter-location": (
        document(query("limit", NUMBER)),
        document({**query("limit", NUMBER), "in": "header"}),
    ),
    "parameter-wire-name": (
        document(query("pageSize", NUMBER)),
        document(query("page_size", NUMBER)),
    ),
    "parameter-default": (
        document(query("limit", {**NUMBER, "default": 10})),
        document(query("limit", {**NUMBER, "default": 20})),
    ),
    "parameter-limits": (
        document(query("limit", {**NUMBER, "maximum": 10})),
        document(query("limit", {**NUMBER, "maximum": 20})),
    ),
    "body": (document(), document(body=TEXT)),
    "body-optional": (document(), document(body=TEXT, needed=False)),
    "body-now-required": (document(body=TEXT, needed=False), document(body=TEXT)),
    "body-type": (document(body=NUMBER), document(body=_EITHER)),
    "media-type": (
        document(requestBody={"required": True, "content": {"text/plain": {"schema": TEXT}}}),
        document(requestBody={"required": True, "content": {"text/html": {"schema": TEXT}}}),
    ),
    "media-types": (
        document(requestBody={"required": True, "content": {"text/plain": {"schema": TEXT}}}),
        document(
            requestBody={
                "required": True,
                "content": {"text/plain": {"schema": TEXT}, "text/html": {"schema": TEXT}},
            }
        ),
    ),
    "answer": (document(), document(answer=TEXT)),
    "answer-widened": (document(answer=TEXT), document(answer=_EITHER)),
    "answer-null": (document(answer=TEXT), document(answer={"type": ["string", "null"]})),
    "answer-list": (document(answer=_LIST), document(answer={"type": "array", "items": _EITHER})),
    "answer-any": (document(answer=TEXT), document(answer={})),
    "answer-list-of-any": (document(answer=_LIST), document(answer={"type": "array"})),
    "status": (
        document(answer=TEXT),
        document(responses={"200": answered(TEXT), "201": answered(TEXT)}),
    ),
    "status-of-nothing": (
        document(answer=TEXT),
        document(responses={"200": answered(TEXT), "204": answered(None)}),
    ),
    "stream": (
        document(answer=TEXT),
        document(
            responses={
                "200": {"description": "", "content": {"text/event-stream": {"schema": TEXT}}}
            }
        ),
    ),
    "model": (document(), document(**SEEN)),
    "model-to-enum": (_pet("answered", _NAME), _enum("a", "b")),
    "base": (
        document(
            answer=ref("Cat"), schemas={"Pet": _NAME, "Cat": {"allOf": [PET, record(claws=NUMBER)]}}
        ),
        document(
            answer=ref("Cat"),
            schemas={"Pet": _NAME, "Cat": record("id", id=TEXT, name=TEXT, claws=NUMBER)},
        ),
    ),
    "field-answered": (_pet("answered", SEEN["schemas"]["Pet"]), _pet("answered", _NAME)),
    "field-sent": (_pet("sent", SEEN["schemas"]["Pet"]), _pet("sent", _NAME)),
    "field-needed-answered": (_pet("answered", SEEN["schemas"]["Pet"]), _pet("answered", _NEEDED)),
    "field-needed-sent": (_pet("sent", SEEN["schemas"]["Pet"]), _pet("sent", _NEEDED)),
    "field-now-required-answered": (_pet("answered", _NAME), _pet("answered", _NEEDED)),
    "field-now-required-sent": (_pet("sent", _NAME), _pet("sent", _NEEDED)),
    "field-now-required-both": (_pet("both", _NAME), _pet("both", _NEEDED)),
    "field-nullable-answered": (
        _pet("answered", _NEEDED),
        _pet("answered", record("id", "name", id=TEXT, name={"type": ["string", "null"]})),
    ),
    "field-nullable-sent": (
        _pet("sent", _NEEDED),
        _pet("sent", record("id", "name", id=TEXT, name={"type": ["string", "null"]})),
    ),
    "field-list-sent": (
        _pet("sent", record(names=_LIST)),
        _pet("sent", record(names={"type": "array", "items": _EITHER})),
    ),
    "field-wire-name": (
        _pet("answered", record(firstName=TEXT)),
        _pet("answered", record(first_name=TEXT)),
    ),
    "field-default": (
        _pet("answered", record(name={**TEXT, "default": "a"})),
        _pet("answered", record(name={**TEXT, "default": "b"})),
    ),
    "field-constant": (
        _pet("answered", record("kind", kind={"const": "a"})),
        _pet("answered", record("kind", kind={"const": "b"})),
    ),
    "field-date": (
        _pet("both", record(at=TEXT)),
        _pet("both", record(at={**TEXT, "format": "date-time"})),
    ),
    "enum-member": (_enum("a", "b"), _enum("a", "b", "c")),
    "enum-member-value": (
        _enum("a", "b", **{"x-enum-varnames": ["ONE", "TWO"]}),
        _enum("a", "c", **{"x-enum-varnames": ["ONE", "TWO"]}),
    ),
    "enum-type": (_enum("1", "2"), _enum(1, 2)),
    "enum-too-long-for-literals": (
        document(query("kind", PET), schemas={"Pet": {**TEXT, "enum": [*"abcdefgh"]}}),
        document(query("kind", PET), schemas={"Pet": {**TEXT, "enum": [*"abcdefghi"]}}),
    ),
    "alias": (_pet("answered", _LIST), _pet("answered", {"type": "array", "items": NUMBER})),
    "union": (
        document(
            answer=ref("Either"),
            schemas={"Pet": _NAME, "Cat": _NAME, "Either": {"oneOf": [PET, ref("Cat")]}},
        ),
        document(
            answer=ref("Either"),
            schemas={
                "Pet": _NAME,
                "Cat": _NAME,
                "Dog": _NAME,
                "Either": {"oneOf": [PET, ref("Cat"), ref("Dog")]},
            },
        ),
    ),
    "error": (
        document(),
        document(responses={"200": answered(None), "404": answered(record(code=TEXT))}),
    ),
    "error-type": (
        document(
            responses={"200": answered(None), "404": answered(ref("A"))},
            schemas={"A": _NAME, "B": _NAME},
        ),
        document(
            responses={"200": answered(None), "404": answered(ref("B"))},
            schemas={"A": _NAME, "B": _NAME},
        ),
    ),
    "scheme": (_secured(["one"], ["one"]), _secured(["one", "two"], ["one"], ["two"])),
    "credentials": (_secured(["one", "two"], ["one"]), _secured(["one", "two"], ["one", "two"])),
    "no-credentials": (_secured(["one"]), _secured(["one"], ["one"])),
    "credentials-of-one": (
        _secured(["one"], ["one"]),
        {**_secured(["one"], ["one"]), "paths": document(security=[])["paths"]},
    ),
    "server": (
        {**document(), "servers": [{"url": "https://a.example"}]},
        {**document(), "servers": [{"url": "https://b.example"}]},
    ),
    "server-of-one": (document(), document(servers=[{"url": "https://b.example"}])),
    "server-variable": (
        {**document(), "servers": [{"url": "https://a.example"}]},
        {
            **document(),
            "servers": [{"url": "https://{at}.example", "variables": {"at": {"default": "a"}}}],
        },
    ),
    "pages": (_paged(**OFF), _paged(**PAGES)),
    "waiter": (document(answer=STATES, **OFF), document(answer=STATES, **WAIT)),
    "webhook": (
        document(),
        {
            **document(),
            "webhooks": _born(TEXT),
        },
    ),
    "answer-tuple": (
        document(answer={"type": "array", "prefixItems": [TEXT, NUMBER], "items": False}),
        document(answer={"type": "array", "prefixItems": [TEXT, _EITHER], "items": False}),
    ),
    "argument-map": (
        document(body={"type": "object", "additionalProperties": NUMBER}),
        document(body={"type": "object", "additionalProperties": _EITHER}),
    ),
    "argument-date": (
        document(query("at", {**TEXT, "format": "date-time"})),
        document(query("at", {**TEXT, "format": "date"})),
    ),
    "field-inherited": (
        document(
            answer=ref("Cat"),
            schemas={"Pet": record(name=TEXT), "Cat": {"allOf": [PET, record(claws=NUMBER)]}},
        ),
        document(
            answer=ref("Cat"),
            schemas={"Pet": record(name=NUMBER), "Cat": {"allOf": [PET, record(claws=NUMBER)]}},
        ),
    ),
    "model-without-calls": (document(schemas={"Pet": _NAME}), document(schemas={"Pet": _NEEDED})),
    "retries": (document(), document(**{"x-restamp-idempotent": True})),
    "page-size": (
        _paged(**PAGES),
        _paged(**{"x-restamp-pagination": {"style": "page", "page": "offset", "items": "items"}}),
    ),
    "waiter-ends-otherwise": (
        document(answer=STATES, **WAIT),
        document(
            answer=STATES,
            **{"x-restamp-waiter": {"status": "state", "success": ["done"], "failure": ["open"]}},
        ),
    ),
    "parameter-deprecated": (
        document(query("limit", NUMBER)),
        document(query("limit", NUMBER, deprecated=True)),
    ),
    "parameter-of-json": (
        document(query("limit", NUMBER)),
        document(
            {"name": "limit", "in": "query", "content": {"application/json": {"schema": NUMBER}}}
        ),
    ),
    "recursive": (
        document(
            answer=ref("Tree"),
            schemas={"Tree": {"type": ["array", "string"], "items": ref("Tree")}},
        ),
        document(
            answer=ref("Tree"),
            schemas={"Tree": {"type": ["array", "integer"], "items": ref("Tree")}},
        ),
    ),
    "webhook-type": (
        {**document(), "webhooks": _born(TEXT)},
        {**document(), "webhooks": _born(NUMBER)},
    ),
    "places-alike": (
        _swap("/{a}/{b}", TEXT, TEXT),
        _swap("/{b}/{a}", TEXT, TEXT),
    ),
    "places": (_swap("/{a}/{b}", TEXT, NUMBER), _swap("/{b}/{a}", TEXT, NUMBER)),
    "extra": (
        _pet("answered", {**_NAME, "additionalProperties": TEXT}),
        _pet("answered", {**_NAME, "additionalProperties": NUMBER}),
    ),
    "extra-of-anything": (
        _pet("answered", {**_NAME, "additionalProperties": TEXT}),
        _pet("answered", _NAME),
    ),
    "extra-sent": (
        _pet("sent", {**_NAME, "additionalProperties": TEXT}),
        _pet("sent", {**_NAME, "additionalProperties": NUMBER}),
    ),
    "operation-named": (
        document(**{"x-restamp-name": "find"}),
        document(**{"x-restamp-name": "look_up"}),
    ),
    **SHAPES,
}
