"""A document with text wherever OpenAPI has room for it, each place of which can hold any text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

TextOf = Callable[[str], str]
"""From the name of a position to what is added to its text."""

PROSE: Final = (
    *("info.title", "info.version", "info.summary", "info.description", "info.termsOfService"),
    *("info.contact.name", "info.contact.url", "info.license.name", "info.license.url"),
    *("server.url", "server.description", "variable.default", "variable.description"),
    *("tag.description", "tag.externalDocs.url", "tag.externalDocs.description"),
    *("path.summary", "path.description", "operation.summary", "operation.description"),
    *("operation.externalDocs.url", "parameter.description", "parameter.default"),
    *("parameter.example", "body.description", "body.mediaType"),
    *("body.jsonMediaType", "response.description", "response.mediaType"),
    *("response.header", "response.header.description", "response.default.description"),
    *("link.name", "link.description", "example.name", "example.summary"),
    *("schema.description", "schema.default", "schema.example", "schema.comment", "schema.format"),
    *("schema.pattern", "schema.patternProperty", "property.description", "property.default"),
    *("property.pattern", "property.const", "property.xml.name", "enum.description"),
    *("discriminator.mapping.key", "scheme.description", "scheme.wireName", "scheme.bearerFormat"),
    *("scheme.flow.url", "scheme.scope", "extension.import", "extension.expression"),
    *("extension.key", "externalDocs.url", "externalDocs.description", "operation.server"),
    *("stream.mediaType", "stream.done"),
)
"""Where text is only ever told: nothing but literals may change."""

NAMES: Final = (
    *("tag.name", "operation.operationId", "operation.pinned", "operation.group"),
    *("parameter.path.name", "parameter.query.name", "parameter.header.name"),
    *("parameter.cookie.name", "parameter.component", "parameter.pinned", "variable.name"),
    *("schema.name", "schema.title", "schema.pinned", "schema.fern", "schema.speakeasy"),
    *("property.name", "property.pinned", "property.inline", "enum.value", "enum.varname"),
    *("discriminator.propertyName", "scheme.name", "scheme.pinned", "response.component"),
    *("callback.name", "parameter.enum"),
)
"""Where names are made from text: identifiers change too, and only these."""

POSITIONS: Final = (*PROSE, *NAMES)


def token(text: str) -> str:
    """What of it the name of a header may hold: Restamp leaves out a header with another name."""
    return re.sub(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]", "", text)


def document(text: TextOf) -> dict[str, Any]:
    """The document, OpenAPI 3.1."""
    t = text
    tag, scheme = f"some tag-{t('tag.name')}", f"the key-{t('scheme.name')}"
    variable = f"the-host-{t('variable.name')}".replace("{", "").replace("}", "")
    parameter = f"the-page-{t('parameter.component')}"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Title {t('info.title')}",
            "version": f"1 {t('info.version')}",
            "summary": f"Summary {t('info.summary')}",
            "description": f"Description {t('info.description')}",
            "termsOfService": f"terms {t('info.termsOfService')}",
            "contact": {
                "name": f"me {t('info.contact.name')}",
                "url": f"url {t('info.contact.url')}",
            },
            "license": {
                "name": f"free {t('info.license.name')}",
                "url": f"url {t('info.license.url')}",
            },
            f"x-{t('extension.key')}": 1,
        },
        "servers": [
            {
                "url": f"https://{{{variable}}}.example.com/{t('server.url')}",
                "description": f"Server {t('server.description')}",
                "variables": {
                    variable: {
                        "default": f"host {t('variable.default')}",
                        "description": f"Host {t('variable.description')}",
                    }
                },
            }
        ],
        "tags": [
            {
                "name": tag,
                "description": f"Tag {t('tag.description')}",
                "externalDocs": {
                    "url": f"url {t('tag.externalDocs.url')}",
                    "description": f"docs {t('tag.externalDocs.description')}",
                },
            }
        ],
        "externalDocs": {
            "url": f"url {t('externalDocs.url')}",
            "description": f"docs {t('externalDocs.description')}",
        },
        "security": [{scheme: []}],
        "paths": _paths(t, tag, parameter),
        "components": {
            "schemas": _schemas(t),
            "parameters": {
                parameter: {
                    "name": "the-page",
                    "in": "query",
                    "schema": {
                        "type": "string",
                        "enum": [f"pages of {t('parameter.enum')}", "other pages"],
                    },
                }
            },
            "responses": {
                f"the-answer-{t('response.component')}": {
                    "description": f"Answer {t('response.description')}",
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    f"an-inline-{t('property.inline')}": {
                                        "type": "object",
                                        "properties": {"a-b": {"type": "string"}},
                                    }
                                },
                            }
                        }
                    },
                }
            },
            "securitySchemes": {
                scheme: {
                    "type": "apiKey",
                    "in": "query",
                    "name": f"X-Key-{t('scheme.wireName')}",
                    "description": f"Key {t('scheme.description')}",
                },
                "another": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": f"JWT {t('scheme.bearerFormat')}",
                    "x-restamp-name": f"a-token-{t('scheme.pinned')}",
                },
                "flows": {
                    "type": "oauth2",
                    "flows": {
                        "clientCredentials": {
                            "tokenUrl": f"https://example.com/{t('scheme.flow.url')}",
                            "scopes": {f"read {t('scheme.scope')}": "Reads."},
                        }
                    },
                },
            },
        },
    }


def _paths(t: TextOf, tag: str, parameter: str) -> dict[str, Any]:
    name = f"the-id-{t('parameter.path.name')}".replace("{", "").replace("}", "")
    return {
        f"/first/{{{name}}}": {
            "summary": f"Path {t('path.summary')}",
            "description": f"Path {t('path.description')}",
            "get": {
                "operationId": f"get-thing {t('operation.operationId')}",
                "tags": [tag],
                "summary": f"Get {t('operation.summary')}",
                "description": f"Gets {t('operation.description')}",
                "externalDocs": {"url": f"url {t('operation.externalDocs.url')}"},
                "servers": [{"url": f"https://example.com/{t('operation.server')}"}],
                "parameters": [
                    {
                        "name": name,
                        "in": "path",
                        "required": True,
                        "description": f"Id {t('parameter.description')}",
                        "schema": {"type": "string"},
                        "x-restamp-name": f"an-id-{t('parameter.pinned')}",
                    },
                    {
                        "name": f"a-query-{t('parameter.query.name')}",
                        "in": "query",
                        "schema": {
                            "type": "string",
                            "default": f"d {t('parameter.default')}",
                            "example": f"e {t('parameter.example')}",
                        },
                    },
                    {
                        "name": f"X-Head-{token(t('parameter.header.name'))}",
                        "in": "header",
                        "schema": {"type": "string"},
                    },
                    {
                        "name": f"a-cookie-{t('parameter.cookie.name')}",
                        "in": "cookie",
                        "schema": {"type": "string"},
                    },
                    {"$ref": _pointer("parameters", parameter)},
                ],
                "responses": {
                    "200": {
                        "description": "Thing",
                        "headers": {
                            f"X-{t('response.header')}": {
                                "description": f"Head {t('response.header.description')}",
                                "schema": {"type": "string"},
                            }
                        },
                        "content": {
                            "application/json": {
                                "schema": {"$ref": _schema(t)},
                                "examples": {
                                    f"one {t('example.name')}": {
                                        "summary": f"One {t('example.summary')}",
                                        "value": {},
                                    }
                                },
                            }
                        },
                        "links": {
                            f"next{t('link.name')}": {
                                "operationId": "other",
                                "description": f"Next {t('link.description')}",
                            }
                        },
                    },
                    "404": {"$ref": _pointer("responses", f"the-answer-{t('response.component')}")},
                    "default": {"description": f"Else {t('response.default.description')}"},
                },
            },
        },
        "/second": {"post": _post(t, tag), "put": _put(t, tag)},
    }


def _post(t: TextOf, tag: str) -> dict[str, Any]:
    return {
        "operationId": "post-other",
        "x-restamp-name": f"send it {t('operation.pinned')}",
        "x-fern-sdk-group-name": f"pinned group-{t('operation.group')}",
        "tags": ["another tag"],
        "requestBody": {
            "description": f"Body {t('body.description')}",
            "content": {f"application/x-{t('body.mediaType')}": {"schema": {"type": "string"}}},
        },
        "responses": {
            "200": {
                "description": "Bytes",
                "content": {f"application/x-{t('response.mediaType')}": {"schema": {}}},
            }
        },
        "callbacks": {
            f"called {t('callback.name')}": {
                "{$request.body#/url}": {"post": {"responses": {"200": {"description": "Fine"}}}}
            }
        },
    }


def _put(t: TextOf, tag: str) -> dict[str, Any]:
    media_type = f"application/json; note={t('body.jsonMediaType')}"
    return {
        "operationId": "put-other",
        "tags": [tag],
        "requestBody": {"content": {media_type: {"schema": {"$ref": _schema(t)}}}},
        "responses": {
            "200": {
                "description": "Events",
                "content": {
                    f"text/event-stream; note={t('stream.mediaType')}": {
                        "schema": {"$ref": _schema(t)},
                        "x-restamp-stream": {"done": f"end {t('stream.done')}"},
                    }
                },
            },
            "204": {"description": "Nothing"},
        },
    }


def _schemas(t: TextOf) -> dict[str, Any]:
    kind = f"the-kind-{t('discriminator.propertyName')}"
    value = f"an-enum value-{t('enum.value')}"
    return {
        f"A thing-{t('schema.name')}": {
            "type": "object",
            "description": f"Thing {t('schema.description')}",
            "$comment": f"note {t('schema.comment')}",
            "example": {"a": f"e {t('schema.example')}"},
            "required": ["a-const"],
            "properties": {
                f"a-property-{t('property.name')}": {
                    "type": "string",
                    "description": f"Property {t('property.description')}",
                    "default": f"d {t('property.default')}",
                    "pattern": t("property.pattern"),
                    "xml": {"name": f"n {t('property.xml.name')}"},
                },
                "a-const": {"const": f"c {t('property.const')}"},
                "a-pinned": {
                    "type": "string",
                    "x-restamp-name": f"pinned property-{t('property.pinned')}",
                },
                "a-format": {
                    "type": "string",
                    "format": f"f {t('schema.format')}",
                    "pattern": t("schema.pattern"),
                },
                "an-enum": {"$ref": "#/components/schemas/Enum"},
                "a-union": {"$ref": "#/components/schemas/Union"},
                "a-title": {
                    "type": "object",
                    "title": f"Titled {t('schema.title')}",
                    "properties": {"a-b": {"type": "string"}},
                },
                "a-map": {
                    "type": "object",
                    "patternProperties": {f"^p{t('schema.patternProperty')}": {"type": "integer"}},
                },
                "others": {"$ref": "#/components/schemas/Pinned"},
                "more": {"$ref": "#/components/schemas/Ferny"},
                "most": {"$ref": "#/components/schemas/Loud"},
            },
        },
        "Enum": {
            "type": "string",
            "enum": [value, "second-value"],
            "x-enum-varnames": ["", f"the second-{t('enum.varname')}"],
            "x-enum-descriptions": [f"First {t('enum.description')}"],
            "default": f"d {t('schema.default')}",
        },
        "Union": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {
                "propertyName": kind,
                "mapping": {
                    f"cat {t('discriminator.mapping.key')}": "#/components/schemas/Cat",
                    "dog dog": "Dog",
                },
            },
        },
        "Cat": {"type": "object", "required": [kind], "properties": {kind: {"type": "string"}}},
        "Dog": {"type": "object", "required": [kind], "properties": {kind: {"type": "string"}}},
        "Pinned": {
            "type": "object",
            "x-restamp-name": f"Pinned type-{t('schema.pinned')}",
            "properties": {"a-b": {"type": "string"}},
            "x-python-import": f"os {t('extension.import')}",
            "customTypePath": f"os.system {t('extension.import')}",
            "x-default-factory": t("extension.expression"),
            "default_factory": t("extension.expression"),
        },
        "Ferny": {
            "type": "object",
            "x-fern-type-name": f"Fern type-{t('schema.fern')}",
            "properties": {"a-b": {"type": "string"}},
        },
        "Loud": {
            "type": "object",
            "x-speakeasy-name-override": f"Loud type-{t('schema.speakeasy')}",
            "properties": {"a-b": {"type": "string"}},
        },
    }


def _schema(t: TextOf) -> str:
    return _pointer("schemas", f"A thing-{t('schema.name')}")


def _pointer(kind: str, name: str) -> str:
    """A reference to a component (RFC 6901, section 6); what else it escapes is up to its writer."""
    token = name.replace("~", "~0").replace("/", "~1").replace("%", "%25")
    return f"#/components/{kind}/{token}"
