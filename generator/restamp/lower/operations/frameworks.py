"""What frameworks add to the names of handlers when they make operationIds of them."""

from __future__ import annotations

import re

_METHODS = "GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE"
_NEST = re.compile(r"[A-Z]\w*?Controller_(?P<handler>[A-Za-z]\w*?)(_v\d+|\[\w+\])?")
"""NestJS: `UsersController_findAll`, with the version if the API has several."""
_SPRINGFOX = re.compile(rf"(?P<handler>[A-Za-z]\w*?)Using(?:{_METHODS})(?P<number>_\d+)?")
"""Springfox: `getUserUsingGET`, `getUserUsingGET_1`."""


def handler_of(operation_id: str, method: str, path: str) -> str:
    """The name of the handler in an operationId that a framework made; else the operationId."""
    # FastAPI adds the path and the method: `read_user_users__user_id__get`.
    suffix = re.sub(r"\W", "_", path) + f"_{method.lower()}"
    handler = operation_id.removesuffix(suffix)
    if handler and handler != operation_id:
        return handler
    if match := _NEST.fullmatch(operation_id):
        return match["handler"]
    if match := _SPRINGFOX.fullmatch(operation_id):
        return match["handler"] + (match["number"] or "")
    return operation_id
