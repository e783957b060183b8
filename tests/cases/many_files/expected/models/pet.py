from __future__ import annotations

from .._runtime.model import Model, OpenStr
from .error2 import Error2


class PetKind(OpenStr):
    CAT = "cat"
    DOG = "dog"


class Pet(Model):
    name: str
    kind: PetKind | None = None
    parent: Pet | None = None
    owner: Owner | None = None
    """Who feeds it."""
    error: Error2 | None = None


from .owner import Owner  # noqa: E402
