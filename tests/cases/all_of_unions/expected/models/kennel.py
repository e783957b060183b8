from __future__ import annotations

from .._runtime.model import Model
from .any_pet import AnyPet


class Kennel(Model):
    pet: AnyPet | None = None
