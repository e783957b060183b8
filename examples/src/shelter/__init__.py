"""A program that talks to the API of pets."""

from shelter._vendor.pets import Client


def name_of(pet: str, client: Client) -> str | None:
    """The name of a pet."""
    return client.pets.get(pet).name
