"""What openapi-pydantic says about a tree, in terms of the tree's own places."""

from __future__ import annotations

import re

from openapi_pydantic.v3.v3_1 import OpenAPI
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.pointers import below
from restamp.spec.tree.kinds import Kind, rebuilt
from restamp.spec.tree.tree import Json, child

_MOST = 100
"""Places named before the rest is only counted."""
_OBJECT = re.compile(r"dictionary( or instance of \w+)?")


def validated(tree: Json, version: str, diagnostics: Diagnostics) -> OpenAPI | None:
    """The typed document; None, with a warning for each place, where it is not valid."""
    try:
        return OpenAPI.model_validate(_adapted(tree, version))
    except ValidationError as error:
        found = _findings(tree, error.errors(include_url=False, include_input=False))
    except RecursionError:
        found = {"#": "is nested too deeply to be validated"}
    for at, said in list(found.items())[:_MOST]:
        diagnostics.warning("document-invalid", said, at)
    if len(found) > _MOST:
        said = f"{len(found) - _MOST} further places are not as OpenAPI says"
        diagnostics.warning("document-invalid", said)
    return None


def _adapted(tree: Json, version: str) -> Json:
    """The tree in the words of the typed model, which is 3.1's and knows no boolean schemas."""

    def change(kind: Kind, value: Json, at: str) -> Json:
        if kind == "schema" and isinstance(value, bool):
            return {} if value else {"not": {}}
        if not isinstance(value, dict):
            return value
        if kind in ("responses", "callback"):
            return _without_extensions(value)
        if kind == "document" and isinstance(paths := value.get("paths"), dict):
            return {**value, "paths": _without_extensions(paths)}
        if not version.startswith("3.2"):
            return value
        if kind == "parameter" and value.get("in") == "querystring":
            return {**value, "in": "query"}
        if kind == "response" and "description" not in value:
            return {**value, "description": ""}
        return value

    adapted = rebuilt(tree, "document", change)
    return {**adapted, "openapi": "3.1.1"} if isinstance(adapted, dict) else adapted


def _without_extensions(value: dict[str, Json]) -> dict[str, Json]:
    """The members that are not extensions: the typed model has no room for these in free maps."""
    if not any(key[:2] == "x-" for key in value):
        return value
    return {key: member for key, member in value.items() if key[:2] != "x-"}


def _findings(tree: Json, errors: list[ErrorDetails]) -> dict[str, str]:
    """For every place the first of what is said about it, as what it is meant to be."""
    found: dict[str, str] = {}
    for error in errors:
        at, meant = _place(tree, error["loc"])
        if meant:
            found.setdefault(at, _sentence(error))
    return found


def _place(tree: Json, loc: tuple[int | str, ...]) -> tuple[str, bool]:
    """The place of a location, and whether it is about what the value is meant to be.

    A location names, between keys, the member of a union that was tried: what is no key is one.
    """
    at, value, meant = "#", tree, True
    for step in loc:
        inside = child(value, str(step))
        if inside is not None:
            at, value = below(at, step), inside[0]
        elif isinstance(step, str):
            meant = meant and _is_meant(value, step)
    return at, meant


def _is_meant(value: Json, member: str) -> bool:
    """Whether a value is meant to be this member of a union, rather than another."""
    if member == "Reference":
        return isinstance(value, dict) and "$ref" in value
    if member == "bool":
        return isinstance(value, bool)
    if member.startswith("list["):
        return isinstance(value, list)
    return "enum[" not in member or not isinstance(value, list)


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "missing":
        return f"{quoted(error['loc'][-1])} is missing"
    message = _OBJECT.sub("object", error["msg"])
    return message[:1].lower() + message[1:]
