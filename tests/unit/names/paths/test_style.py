"""Whether `auto` names operations after the paths or after the operationIds."""

from __future__ import annotations

import pytest

from restamp.config.model import Style
from restamp.names.paths.naming import name_calls
from restamp.names.paths.route import Route
from restamp.names.paths.style import Verdict, style_of, style_without_calls

PATHS = (
    ("GET", "/pets"),
    ("POST", "/pets"),
    ("GET", "/pets/{id}"),
    ("GET", "/owners"),
    ("GET", "/owners/{id}"),
    ("GET", "/owners/{id}/pets"),
)


def verdict(*routes: Route) -> Verdict:
    result = style_of(routes, name_calls(routes))
    assert style_without_calls(routes) in (None, result.style)
    return result


def routes(
    *operation_ids: str, tag: str = "", paths: tuple[tuple[str, str], ...] = PATHS
) -> list[Route]:
    return [
        Route(path + method, method, path, operation_id, (tag,) if tag else ())
        for (method, path), operation_id in zip(paths, operation_ids, strict=True)
    ]


PLAIN = ("listPets", "createPet", "getPet", "listOwners", "getOwner", "listPetsOfOwner")


@pytest.mark.parametrize(
    ("operation_ids", "tag"),
    [
        (("pets/list", "pets/create", "pets/get", "owners/list", "owners/get", "owners/pets"), ""),
        (("pets.list", "pets.create", "pets.get", "owners.list", "owners.get", "owners.pets"), ""),
        (("Pets_List", "Pets_Create", "Pets_Get", "Owners_List", "Owners_Get", "Owners_Pets"), ""),
        (("zoo_list", "zoo_create", "zoo_get", "zoo_owners", "zoo_owner", "zoo_pets"), "Zoo"),
    ],
)
def test_curated_operation_ids_stay(operation_ids: tuple[str, ...], tag: str) -> None:
    result = verdict(*routes(*operation_ids, tag=tag))
    assert result.style is Style.OPERATIONS
    assert result.reason == "100% of the operationIds are a group and a verb: somebody chose them"
    assert style_without_calls(routes(*operation_ids, tag=tag)) is Style.OPERATIONS


@pytest.mark.parametrize(
    "operation_ids",
    [
        PLAIN,
        tuple(f"PetService_{name.title()}" for name in PLAIN),
        tuple(f"PetsController_{name}" for name in PLAIN),
        tuple(f"{name}_v2025.0" for name in PLAIN),
        tuple(
            f"{name.lower()}_{path.strip('/').replace('/', '_').replace('{', '_').replace('}', '_')}_{method.lower()}"
            for name, (method, path) in zip(PLAIN, PATHS, strict=True)
        ),
    ],
)
def test_frameworks_are_not_curated(operation_ids: tuple[str, ...]) -> None:
    result = verdict(*routes(*operation_ids))
    assert result.style is Style.RESOURCES
    assert result.reason == (
        "100% of the paths make a call that reads well, and 100% of the operations share a resource"
    )


def test_dotted_procedures_are_resources() -> None:
    paths = tuple(("POST", f"/chat.{name}") for name in ("post", "edit", "find", "open", "pin"))
    ids = tuple(path.strip("/").replace(".", "_") for _, path in paths)
    assert verdict(*routes(*ids, tag="chat", paths=paths)).style is Style.RESOURCES


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        (
            ("/sendMessage", "/getUpdates", "/deleteChat", "/banUser", "/getMe"),
            "only 0% of the paths make a call that reads well",
        ),
        (
            ("/cashout", "/cardDetails", "/receipt", "/voucher", "/tender"),
            "only 0% of the operations share a resource",
        ),
        (("/things", "/things/{id}"), "fewer than 5 operations do not tell how paths read"),
    ],
)
def test_procedures_stay_operations(paths: tuple[str, ...], reason: str) -> None:
    listed = tuple(("POST", path) for path in paths)
    result = verdict(*routes(*(path.strip("/") for path in paths), paths=listed))
    assert (result.style, result.reason) == (Style.OPERATIONS, reason)


def test_without_operation_ids_there_are_resources() -> None:
    paths = (("POST", "/cashout"), ("POST", "/cardDetails"))
    result = verdict(*routes("", "", paths=paths))
    assert result.style is Style.RESOURCES
    assert result.reason == "most operations have no operationId"
