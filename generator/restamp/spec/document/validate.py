"""Validate a tree with openapi-pydantic, and report its errors with locations in the tree."""

from __future__ import annotations

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from restamp.diagnostics.model import Diagnostics
from restamp.diagnostics.text import quoted
from restamp.pointers import join_pointer
from restamp.spec.document.model import import_model
from restamp.spec.document.verdict import verdict_of
from restamp.spec.tree.kinds import Kind
from restamp.spec.tree.transform import Place, transform_tree
from restamp.spec.tree.tree import Json, child

_MAX_REPORTED = 100
"""Maximum number of reported locations; the rest is counted."""
_MODEL = import_model()
_OBJECT = re.compile(r"dictionary( or instance of \w+)?")


def validate(tree: Json, version: str, diagnostics: Diagnostics) -> None:
    """Warn of each location that is not valid."""
    errors = _errors(tree, version)
    for at, message in list(errors.items())[:_MAX_REPORTED]:
        diagnostics.warning("document-invalid", message, at)
    if len(errors) > _MAX_REPORTED:
        message = f"{len(errors) - _MAX_REPORTED} further locations are not valid OpenAPI"
        diagnostics.warning("document-invalid", message)


def _errors(tree: Json, version: str) -> dict[str, str]:
    """The errors by location. Most documents are valid without being adapted, which is tried first."""
    try:
        verdict = verdict_of(_MODEL)
        if not verdict.isinstance_python(_of_31(tree)):
            adapted = _of_31(_adapted(tree, version))
            if not verdict.isinstance_python(adapted):
                _MODEL.model_validate(adapted)
    except ValidationError as error:
        return _messages(tree, error.errors(include_url=False, include_input=False))
    except RecursionError:
        return {"#": "is nested too deeply to be validated"}
    return {}


def _of_31(tree: Json) -> Json:
    """The tree as a document of the version of the typed model."""
    return {**tree, "openapi": "3.1.1"} if isinstance(tree, dict) else tree


def _adapted(tree: Json, version: str) -> Json:
    """Adapt the tree to the typed model, which is for 3.1 and has no boolean schemas."""

    def change(kind: Kind, value: Json, place: Place) -> Json:
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

    return transform_tree(tree, "document", change)


def _without_extensions(value: dict[str, Json]) -> dict[str, Json]:
    """Drop extensions, which the typed model does not accept in maps."""
    if not any(key[:2] == "x-" for key in value):
        return value
    return {key: member for key, member in value.items() if key[:2] != "x-"}


def _messages(tree: Json, errors: list[ErrorDetails]) -> dict[str, str]:
    """The first error at every location, considering only the intended members of unions."""
    messages: dict[str, str] = {}
    for error in errors:
        at, is_intended = _pointer_of(tree, error["loc"])
        if is_intended:
            messages.setdefault(at, _sentence(error))
    return messages


def _pointer_of(tree: Json, loc: tuple[int | str, ...]) -> tuple[str, bool]:
    """Convert a pydantic location to a JSON Pointer, and tell if it is about the intended member of each union.

    Between keys, a pydantic location has the tried members of unions: any step that is not a key.
    """
    at, value, is_intended = "#", tree, True
    for step in loc:
        inner = child(value, str(step))
        if inner is not None:
            at, value = join_pointer(at, step), inner[0]
        elif isinstance(step, str):
            is_intended = is_intended and _is_intended(value, step)
    return at, is_intended


def _is_intended(value: Json, member: str) -> bool:
    """Whether a value is intended as this member of a union rather than another."""
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
