"""The resources with their operations, and their modules in `api`, `resources` and `testing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from restamp.ir.operations import Operation
from restamp.names.resources import CLIENT, Chain, ResourceNames
from restamp.python.modules.subject import Subject
from restamp.records import dataclass

API = "api"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, or the client itself, with its operations and the resources in it."""

    names: ResourceNames
    operations: list[Operation] = field(default_factory=list[Operation])
    children: list[ResourceNames] = field(default_factory=list[ResourceNames])

    @property
    def is_package(self) -> bool:
        """Whether its modules are packages, since other resources are in it."""
        return bool(self.children) or self.names.chain == CLIENT

    @property
    def path(self) -> str:
        """The path of its modules, without the ending."""
        parts = (*self.names.chain, "__init__") if self.is_package else self.names.chain
        return "/".join(parts)

    @property
    def package(self) -> str:
        """The generated package, relative to one of its modules."""
        return "." * (len(self.names.chain) + (2 if self.is_package else 1))

    def api_import(self, package: str) -> tuple[str, str]:
        """The module to import its module of `api` from, and its name; `package` is the generated package."""
        *above, name = (API, *self.names.chain)
        return package + ".".join(above), name

    @property
    def child_names(self) -> frozenset[str]:
        """The names of the resources in it."""
        return frozenset(child.name for child in self.children)


def resources_of(subject: Subject) -> list[Resource]:
    """All resources, by name; those that only have other resources, too. The client itself is the first."""
    resources = {chain: Resource(names) for chain, names in subject.names.resources.items()}
    for operation in subject.api.operations:
        resources[subject.names.groups[operation.id].chain].operations.append(operation)
    ordered = sorted(resources)
    for chain in ordered:
        if chain:
            resources[chain[:-1]].children.append(resources[chain].names)
    return [resources[chain] for chain in ordered]


def by_chain(resources: Sequence[Resource]) -> dict[Chain, Resource]:
    """The resources by their chains."""
    return {resource.names.chain: resource for resource in resources}
