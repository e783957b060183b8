"""Bodies whose fields are arguments of the call."""

from __future__ import annotations

from collections.abc import Container, Mapping
from enum import Enum
from typing import Any, Final, Literal

_NO_NAMES: tuple[str, ...] = ()


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET
"""The default of an argument for which None means null: the field is not sent."""


def body_fields(
    fields: Mapping[str, object],
    *,
    nulls: Container[str] = _NO_NAMES,
    extra_fields: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """The object of the fields that a caller passes, by wire name.

    None is null for the fields in `nulls`; the others are left out then.

    Raises:
        TypeError: One of the `extra_fields` is also an argument.
    """
    body = {
        name: value
        for name, value in fields.items()
        if value is not UNSET and (value is not None or name in nulls)
    }
    if extra_fields:
        for name in extra_fields:
            if name in fields:
                raise TypeError(f"pass {name!r} as an argument, not as an extra field")
        body.update(extra_fields)
    return body


def optional_fields(
    fields: Mapping[str, object],
    *,
    nulls: Container[str] = _NO_NAMES,
    extra_fields: Mapping[str, object] | None = None,
    required: tuple[str, ...] = _NO_NAMES,
    fixed: Mapping[str, object] | None = None,
) -> dict[str, Any] | None:
    """The same for a body that may be missing: None if a caller passes no field.

    `fixed` are the fields with a constant value.

    Raises:
        TypeError: A caller passes fields, but not all `required` ones.
    """
    body = body_fields(fields, nulls=nulls, extra_fields=extra_fields)
    if not body:
        return None
    missing = [name for name in required if name not in body]
    if missing:
        raise TypeError(f"a body requires {', '.join(map(repr, missing))}")
    return {**fixed, **body} if fixed else body
