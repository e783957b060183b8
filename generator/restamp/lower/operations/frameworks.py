"""What frameworks add to the names of handlers when they make operationIds of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_METHODS = "GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE"
_NEST = re.compile(r"[A-Z]\w*?Controller_(?P<handler>[A-Za-z]\w*?)(_v\d+|\[\w+\])?")
"""NestJS: `UsersController_findAll`, with the version if the API has several."""
_SPRINGFOX = re.compile(rf"(?P<handler>[A-Za-z]\w*?)Using(?:{_METHODS})(?P<number>_\d+)?")
"""Springfox: `getUserUsingGET`, `getUserUsingGET_1`."""


_SWASHBUCKLE = re.compile(
    r"(?P<words>[A-Za-z]\w*?)(?P<verb>Get|Put|Post|Delete|Options|Head|Patch)"
)
"""Swashbuckle for ASP.NET, before version 5: `ApiUsersByIdGet`, of path and method alone."""
_SPECTACULAR = re.compile(
    r"(?P<words>\w+?)_(?P<action>list|retrieve|create|update|partial_update|destroy)(?P<number>_\d+)?"
)
"""drf-spectacular: `api_v1_users_partial_update`, of path and action."""
_PREFIX = re.compile(r"api|v\d+", re.IGNORECASE)
"""The segments before those of resources, in paths of frameworks."""
_HUMPS = re.compile("[A-Z]")
_PARAMETER = re.compile(r"\{([^{}]*)\}")


def handler_of(operation_id: str, method: str, path: str) -> str:
    """The name of the handler in an operationId that a framework made; else the operationId."""
    path = re.split(r"[?#]", path, maxsplit=1)[0]
    # FastAPI adds the path and the method: `read_user_users__user_id__get`.
    suffix = re.sub(r"\W", "_", path) + f"_{method.lower()}"
    handler = operation_id.removesuffix(suffix)
    if handler and handler != operation_id:
        return handler
    if match := _NEST.fullmatch(operation_id):
        return match["handler"]
    if match := _SPRINGFOX.fullmatch(operation_id):
        return match["handler"] + (match["number"] or "")
    segments = [segment for segment in path.split("/") if segment]
    return (
        _after_path(operation_id, segments)
        or _of_path(operation_id, method, segments)
        or _with_action(operation_id, segments)
        or operation_id
    )


def _after_path(operation_id: str, segments: Sequence[str]) -> str:
    """The handler in an operationId of Litestar: `ApiUsersUserIdGetUser` of `/api/users/{user_id}`."""
    if not operation_id[:1].isupper():
        return ""
    path = _titled(_PARAMETER.sub(r"\1", segment).partition(":")[0] for segment in segments)
    handler = operation_id.removeprefix(path)
    is_handler = path != "" and handler != operation_id and handler[:1].isupper()
    return handler if is_handler and handler.isalnum() and len(_HUMPS.findall(handler)) > 1 else ""


def _of_path(operation_id: str, method: str, segments: Sequence[str]) -> str:
    """The method and the last segment, for an operationId of Swashbuckle."""
    match = _SWASHBUCKLE.fullmatch(operation_id)
    if match is None or match["verb"].upper() != method:
        return ""
    words = ["By" + _titled([s[1:-1]]) if s.startswith("{") else _titled([s]) for s in segments]
    if match["words"].lower() != "".join(words).lower() or len(words) < 2:
        return ""
    last = next((n for n in range(len(words) - 1, -1, -1) if segments[n][0] != "{"), 0)
    return "".join([match["verb"], *words[last:]])


def _with_action(operation_id: str, segments: Sequence[str]) -> str:
    """The words after the prefix of the API, in an operationId of drf-spectacular."""
    match = _SPECTACULAR.fullmatch(operation_id)
    if match is None:
        return ""
    static = [re.sub(r"\W", "_", s) for s in segments if not _PARAMETER.search(s)]
    if match["words"] != "_".join(static):
        return ""
    start = next((n for n, s in enumerate(static) if not _PREFIX.fullmatch(s)), 0)
    words = "_".join([*static[start:], match["action"]])
    return words + (match["number"] or "")


def _titled(segments: Iterable[str]) -> str:
    """Segments as in `UserId`."""
    return "".join(re.sub(r"[\W_]", "", segment.title()) for segment in segments)
