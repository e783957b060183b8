"""Find the error type that an API's failed answers share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Codec, Response
from restamp.ir.types import ANY, OneOf, Type


def error_type(response: Response) -> Type | None:
    """The JSON type of a failed response's body, a union where its media types differ; None where it has none."""
    types = _error_types(response)
    return OneOf(types) if len(types) > 1 else next(iter(types), None)


def _error_types(response: Response) -> tuple[Type, ...]:
    """The JSON types of a failed response, in the order of its media types."""
    if response.status.is_success:
        return ()
    found = [c.type for c in response.contents if c.codec is Codec.JSON and c.type != ANY]
    return tuple(dict.fromkeys(found))


def find_common_error(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """The type that more than half of all documented failures have, each operation counted once."""
    counted: Counter[Type] = Counter()
    operations = 0
    for operation in api.operations:
        types = {type_ for r in operation.responses for type_ in _error_types(r)[:1]}
        counted.update(types)
        operations += bool(types)
    if not counted:
        return api
    common = min(counted, key=lambda type_: (-counted[type_], repr(type_)))
    return replace(api, common_error=common) if counted[common] * 2 > operations else api
