"""Find the type that the error responses of an API share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from restamp.config.model import ClientConfig
from restamp.diagnostics.model import Diagnostics
from restamp.ir.api import Api
from restamp.ir.operations import Codec, Response
from restamp.ir.types import ANY, OneOf, Type


def error_type(response: Response) -> Type | None:
    """The JSON or XML type of an error response, a union if its JSON types differ; None if it has none."""
    types = _error_types(response)
    return OneOf(types) if len(types) > 1 else next(iter(types), None)


def _error_types(response: Response) -> tuple[Type, ...]:
    """The JSON types of an error response in the order of its media types, or else that of its XML."""
    if response.status.is_success:
        return ()
    types = [c.type for c in response.contents if c.codec is Codec.JSON and c.type != ANY]
    types = types or [c.type for c in response.contents if c.codec is Codec.XML][:1]
    return tuple(dict.fromkeys(types))


def find_common_error(api: Api, config: ClientConfig, diagnostics: Diagnostics) -> Api:
    """Set the common error to the type of more than half of the operations with error responses."""
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
