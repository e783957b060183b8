"""Names of resources: their classes, and their places in the client and in its fake."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.names.reserved import CLIENT_CLASSES, FAKE_CLASSES, FAKE_MEMBERS, KEYWORDS
from restamp.names.scope import Scope, is_name
from restamp.names.words import pascal
from restamp.records import dataclass

Chain = tuple[str, ...]
"""The attributes that lead from the client to a resource: `chat`, `completions`."""
CLIENT: Chain = ()
"""The chain of the client itself, which may have operations, too."""


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """The names of one resource, or of the client itself."""

    chain: Chain
    """The attributes that lead to it; also its module in `api` and `resources`."""
    sync_class: str
    async_class: str
    fake: str
    """The attributes that lead to it in the fake, separated by dots."""
    fake_class: str

    @property
    def attribute(self) -> str:
        """Its attributes separated by dots; empty for the client."""
        return ".".join(self.chain)

    @property
    def name(self) -> str:
        """Its attribute in the resource that it is nested in, or in the client."""
        return self.chain[-1]

    @property
    def fake_name(self) -> str:
        """Its attribute in the fake of the resource that it is nested in."""
        return self.fake.rpartition(".")[2]

    def member(self, name: str) -> str:
        """A member, with the attributes that lead to it: `chat.completions.create`."""
        return ".".join((*self.chain, name))

    def fake_member(self, name: str) -> str:
        """The same in the fake."""
        return f"{self.fake}.{name}" if self.fake else name


def operation_key(operation: Operation) -> str:
    """The key of an operation in a lock."""
    return f"{operation.method} {operation.path}"


def group_pins(resources: Iterable[ResourceNames]) -> dict[str, str]:
    """The pins of resources: the other names of those that clash."""
    return {
        group_key(resource.chain): " ".join(_other_names(resource))
        for resource in resources
        if resource.chain and _other_names(resource) != _default_names(resource.chain)
    }


def group_key(chain: Chain) -> str:
    """The key of a resource in a lock."""
    return ".".join(("client", *chain))


def is_group_key(key: str) -> bool:
    """Whether a key of a lock is that of a resource."""
    return key.startswith("client.")


def resources_of(
    chains: Iterable[Chain], locked: Collection[Chain], pins: Mapping[str, str]
) -> dict[Chain, ResourceNames]:
    """The resources with these chains and those they are nested in; `locked` chains get their names first."""
    classes, fakes = Scope(CLIENT_CLASSES | KEYWORDS), Scope(FAKE_MEMBERS)
    fake_classes = Scope(FAKE_CLASSES)
    resources: dict[Chain, ResourceNames] = {}

    def make(chain: Chain, candidates: Sequence[str]) -> None:
        sync_class = classes.claim([candidates[0]])
        async_class = classes.claim([candidates[1]])
        fake = candidates[2] if len(chain) > 1 else fakes.claim([candidates[2]])
        fake_class = fake_classes.claim([*candidates[3:], f"Fake{sync_class}"])
        resources[chain] = ResourceNames(chain, sync_class, async_class, fake, fake_class)

    pending: list[Chain] = []
    every = {chain[:length] for chain in chains for length in range(1, len(chain) + 1)}
    for chain in sorted(every):
        pinned = pins.get(group_key(chain), "").split(" ")
        if len(pinned) == 4 and all(map(is_name, pinned)):
            make(chain, pinned)
        else:
            pending.append(chain)
    for chain in sorted(pending, key=lambda c: (c not in locked, c)):
        make(chain, _default_names(chain)[:3])
    own = ResourceNames(CLIENT, "Client", "AsyncClient", "", "Fake")
    return {CLIENT: own} | {chain: _with_path(resources, chain) for chain in resources}


def _with_path(resources: Mapping[Chain, ResourceNames], chain: Chain) -> ResourceNames:
    """The names of a resource, with all attributes that lead to its fake."""
    names = resources[chain]
    path = ".".join(resources[chain[:length]].fake for length in range(1, len(chain) + 1))
    return ResourceNames(chain, names.sync_class, names.async_class, path, names.fake_class)


def _default_names(chain: Chain) -> tuple[str, str, str, str]:
    name = pascal(word.capitalize() for words in chain for word in words.split("_"))
    return name, f"Async{name}", chain[-1], f"Fake{name}"


def _other_names(resource: ResourceNames) -> tuple[str, str, str, str]:
    return resource.sync_class, resource.async_class, resource.fake_name, resource.fake_class
