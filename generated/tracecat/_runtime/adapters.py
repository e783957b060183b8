"""Adapters of annotations, each built once."""

from __future__ import annotations

from functools import lru_cache
from threading import RLock
from typing import Any

from pydantic import BaseModel, TypeAdapter

from .forks import ForkLock

_BUILDING = ForkLock(RLock)


def adapter(annotation: Any) -> TypeAdapter[Any]:
    """The adapter of an annotation, built once."""
    try:
        return _cached(annotation)
    except TypeError:  # An annotation with something unhashable in its metadata.
        return _built(annotation)


def completed(model: type[BaseModel]) -> type[BaseModel]:
    """The model, with the annotations of its fields evaluated."""
    if not model.__pydantic_complete__:
        with _BUILDING:
            model.model_rebuild()
    return model


@lru_cache(maxsize=1024)
def _cached(annotation: Any) -> TypeAdapter[Any]:
    return _built(annotation)


def _built(annotation: Any) -> TypeAdapter[Any]:
    # Models are built on first use, and building is not thread-safe in pydantic.
    with _BUILDING:
        made: TypeAdapter[Any] = TypeAdapter(annotation)
        made.rebuild()
    return made
