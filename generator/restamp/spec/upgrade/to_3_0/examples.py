"""Examples of parameters and schemas, for which Swagger 2.0 has extensions only."""

from __future__ import annotations

from restamp.spec.tree.extensions import EXAMPLE
from restamp.spec.tree.tree import Json

Object = dict[str, Json]


def example_of(value: Object, media_type: str | None = None) -> Object:
    """The member `example` of a parameter, a schema or, with a media type, the content of a body.

    `x-examples` is a list, or has names or media types as keys; each of its examples is a value, or an object with a
    `value`, as in OpenAPI 3.
    """
    if "example" in value:
        return {} if value["example"] is None else {"example": value["example"]}
    single, several = (value.get(key) for key in EXAMPLE.keys)
    if single is not None:
        return {"example": _for_media_type(single, media_type)}
    listed = list(several.values()) if isinstance(several, dict) else several
    if isinstance(several, dict) and media_type in several:
        listed = [several[media_type]]
    elif (
        isinstance(several, dict) and media_type is not None and any("/" in key for key in several)
    ):
        return {}
    if not isinstance(listed, list) or not listed:
        return {}
    first = listed[0]
    return {"example": first["value"] if isinstance(first, dict) and "value" in first else first}


def _for_media_type(example: Json, media_type: str | None) -> Json:
    """An example, or the one of these by media type."""
    if isinstance(example, dict) and media_type is not None and media_type in example:
        return example[media_type]
    return example
