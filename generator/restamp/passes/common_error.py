"""Find the error type that an API's failed answers share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from restamp.config import ClientConfig
from restamp.diagnostics import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Codec, Response
from restamp.ir.types import ANY, Type


def error_type(response: Response) -> Type | None:
    """The JSON type of a failed answer's body; None where it has none."""
    if response.status.is_success:
        return None
    for content in response.contents:
        if content.codec is Codec.JSON and content.type != ANY:
            return content.type
    return None


def find_common_error(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """The type that more than half of all documented failures have, each operation counted once."""
    counted: Counter[Type] = Counter()
    operations = 0
    for operation in api.operations:
        types = {type_ for r in operation.responses if (type_ := error_type(r)) is not None}
        counted.update(types)
        operations += bool(types)
    if not counted:
        return api
    common = min(counted, key=lambda type_: (-counted[type_], repr(type_)))
    return replace(api, common_error=common) if counted[common] * 2 > operations else api
