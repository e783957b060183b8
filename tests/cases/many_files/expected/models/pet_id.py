from __future__ import annotations

from uuid import UUID

from typing_extensions import TypeAliasType

PetId = TypeAliasType("PetId", UUID)
