"""Small pairs of documents about aliases and base classes, in the manner of `changes`."""

from __future__ import annotations

from typing import Any

from .small import NUMBER, PET, TEXT, Json, document, record, ref

_PETS = {"type": "array", "items": PET}
_NAME = record("id", id=TEXT, name=TEXT)
_EITHER = {"oneOf": [PET, ref("Cat")]}


def _family(**parent: Any) -> Json:
    """Two models that inherit from a third, and one that overrides what it inherits."""
    return document(
        answer={"oneOf": [ref("Cat"), ref("Dog"), ref("Fox")]},
        schemas={
            "Pet": {**_NAME, **parent},
            "Cat": {"allOf": [PET, record(claws=NUMBER)]},
            "Dog": {"allOf": [PET, record(bark=TEXT)]},
            "Fox": {"allOf": [PET, record(name={"const": "fox"})]},
        },
    )


def _alias(answer: Json, **schemas: Json) -> Json:
    return document(answer=answer, schemas={"Pet": _NAME, "Cat": _NAME, **schemas})


SHAPES: dict[str, tuple[Any, ...]] = {
    "alias-written-out": (_alias(ref("Pets"), Pets=_PETS), _alias(_PETS)),
    "alias-in-a-field-written-out": (
        _alias(ref("Box"), Box=record("a", a=ref("Either")), Either=_EITHER),
        _alias(ref("Box"), Box=record("a", a=_EITHER)),
    ),
    "alias-of-an-alias-written-out": (
        _alias(ref("Box"), Pets=_PETS, Box={"type": "array", "items": ref("Pets")}),
        _alias({"type": "array", "items": _PETS}),
    ),
    "alias-of-a-body-written-out": (
        document(body=ref("Pets"), schemas={"Pet": _NAME, "Pets": _PETS}),
        document(body=_PETS, schemas={"Pet": _NAME}),
    ),
    "alias-written-out-otherwise": (
        _alias(ref("Pets"), Pets=_PETS),
        _alias({"type": "array", "items": ref("Cat")}),
    ),
    "alias-without-use": (_alias(PET, Pets=_PETS), _alias(PET)),
    "field-of-a-base": (_family(), _family(properties={"id": TEXT})),
    "field-of-a-base-retyped": (_family(), _family(properties={"id": NUMBER, "name": TEXT})),
    "field-of-a-base-needed": (_family(), _family(required=["id", "name"])),
    "field-that-a-base-takes-the-name-of": (
        document(
            answer=PET,
            body=ref("Token"),
            schemas={"Pet": record(access_token=TEXT), "Token": record(accessToken=TEXT)},
        ),
        document(
            answer=PET,
            body=ref("Token"),
            schemas={
                "Pet": {"allOf": [ref("Token"), record(access_token=TEXT)]},
                "Token": record(accessToken=TEXT),
            },
        ),
    ),
    "extra-of-a-base": (
        _family(additionalProperties=TEXT),
        _family(additionalProperties=NUMBER),
    ),
}
