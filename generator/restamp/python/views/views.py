"""Views: what a template prints, every text finished."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldView:
    """One attribute of a model."""

    name: str
    annotation: str
    value: str
    """What follows the annotation: nothing, or a default with its equals sign."""
    doc: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A model or an enumeration."""

    name: str
    base: str
    doc: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class AliasView:
    """A named type."""

    name: str
    maker: str
    """The local name of `TypeAliasType`."""
    quoted: str
    """The name as a literal."""
    value: str
    doc: str


@dataclass(frozen=True, slots=True)
class KeyView:
    """One key of a dict type: a name in a class, or a literal in a call."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class DictView:
    """The type of a dict that may be sent for a model."""

    name: str
    maker: str
    """The local name of `TypedDict`."""
    quoted: str
    """The name as a literal."""
    keys: tuple[KeyView, ...]
    is_class: bool
    """Whether all keys can be names in a class; else it takes a call."""


@dataclass(frozen=True, slots=True)
class DictAliasView:
    """The type of what may be sent for an alias beside its own."""

    name: str
    maker: str
    """The local name of `TypeAlias`."""
    value: str


@dataclass(frozen=True, slots=True)
class DictsView:
    """The types of dicts of one module."""

    checking: str
    """The local name of `TYPE_CHECKING`."""
    imports: tuple[str, ...]
    classes: tuple[DictView, ...]
    calls: tuple[DictView, ...]
    aliases: tuple[DictAliasView, ...]
    dicts: tuple[str, ...]
    """The names of both kinds of dicts."""

    @property
    def is_empty(self) -> bool:
        """Whether the module has none."""
        return not self.dicts and not self.aliases

    @property
    def ends_in_class(self) -> bool:
        """Whether style keeps a line between the last of them and what follows."""
        return not self.calls and not self.aliases


@dataclass(frozen=True, slots=True)
class ModelsView:
    """One module of `models`."""

    imports: tuple[str, ...]
    late_imports: tuple[str, ...]
    """Imports of modules that import this one: they stand at the end."""
    early_aliases: tuple[AliasView, ...]
    """Aliases that other modules of a cycle need before the imports are through."""
    classes: tuple[ClassView, ...]
    aliases: tuple[AliasView, ...]
    dicts: DictsView

    @property
    def needs_space(self) -> bool:
        """Whether something follows the classes that style keeps two lines away from them."""
        return bool(self.classes) and bool(
            self.aliases or self.late_imports or not self.dicts.is_empty
        )


@dataclass(frozen=True, slots=True)
class ExportView:
    """A name of a package and where it lives."""

    name: str
    module: str
    quoted_name: str
    quoted_module: str


@dataclass(frozen=True, slots=True)
class ExportsView:
    """A module that only exports names, each imported on first use."""

    doc: str
    lazy: str
    exports: tuple[ExportView, ...]


@dataclass(frozen=True, slots=True)
class EndpointView:
    """One endpoint function."""

    name: str
    method: str
    """What it is called on the resource."""
    parameters: tuple[str, ...]
    """The lines of the signature, the star among them."""
    request: str
    """What it calls to make the request."""
    result: str
    """The annotation of what it returns."""
    arguments: tuple[str, ...]
    """The arguments of the request."""
    doc: str
    summary: str
    """Its first line, as a docstring."""
    bound: str
    """The expression that makes a method of it."""
    async_bound: str


@dataclass(frozen=True, slots=True)
class ApiModuleView:
    """One module of `api`, and the resource that binds it."""

    module: str
    doc: str
    sync_class: str
    async_class: str
    imports: tuple[str, ...]
    final: str
    """`Final`, as the module calls it: type checkers take no other attribute without a type for known."""
    resource_imports: tuple[str, ...]
    endpoints: tuple[EndpointView, ...]


@dataclass(frozen=True, slots=True)
class ErrorView:
    """One class of `errors`."""

    name: str
    base: str
    doc: str
    annotation: str
    """The type of `error`; empty where it is the base's."""


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """The module `errors`."""

    runtime: tuple[str, ...]
    """The statements that export the classes of the runtime."""
    imports: tuple[str, ...]
    classes: tuple[ErrorView, ...]
    statuses: tuple[str, ...]
    """The members of the table from status to class."""
    exports: str


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """One argument of the client."""

    name: str
    sync_annotation: str
    async_annotation: str


@dataclass(frozen=True, slots=True)
class ClientView:
    """The module `client`."""

    imports: tuple[str, ...]
    resource_imports: tuple[str, ...]
    sync_bases: str
    async_bases: str
    sync_doc: str
    async_doc: str
    description: tuple[str, ...]
    """The arguments of the Api."""
    arguments: tuple[ArgumentView, ...]
    credentials: str
    secrets: tuple[str, ...]
    """Arguments that may hold secrets: they are gone before anything can fail."""

    variables: str
    resources: tuple[ResourceView, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One lazy property of the client."""

    attribute: str
    sync_class: str
    async_class: str
    doc: str


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """The README of a generated package."""

    title: str
    package: str
    import_path: str
    base_url: str
    """What the first call needs of it; empty where the document says where the API is."""
    base_url_variable: str
    intro: str
    example: str
    fake: str
    """The operation of the example, as the fake has it."""
    paged: str
    """The first operation with pages; empty where there is none."""
    waited: str
    """The first operation that can be waited for; empty where there is none."""
    streamed: str
    """The stream that needs the fewest arguments; empty where there is none."""
    stream_example: str
    """A call of it."""
    grants: str
    """The classes that the rows of credentials name; empty where they name none."""
    webhook: str
    """The first function that parses a webhook; empty where there is none."""
    webhook_headers: str
    """The first function that parses the headers of one; empty where there is none."""
    operations: tuple[str, ...]
    """Rows of the table, finished."""
    credentials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FakeView:
    """A resource of the fake."""

    module: str
    attribute: str
    name: str
    """Of the class."""
    doc: str
    imports: tuple[str, ...]
    operations: tuple[str, ...]
    """The members of the class."""
    examples: str
    """What its operations answer by default, as JSON; empty where the document shows nothing."""


@dataclass(frozen=True, slots=True)
class TestingView:
    """The module `testing`."""

    base: str
    """The class of the runtime that the fake derives from."""
    imports: tuple[str, ...]
    resource_imports: tuple[str, ...]
    fakes: tuple[FakeView, ...]
    operations: str
    """All operations by what requests are for them, as JSON."""


@dataclass(frozen=True, slots=True)
class WebhookView:
    """A function that parses what a webhook or callback brings, by the runtime's `decoder`."""

    name: str
    decoder: str
    annotation: str
    doc: str
    argument: str = "payload"
    accepted: str = "bytes | str"
    """The type of the argument."""


@dataclass(frozen=True, slots=True)
class WebhooksView:
    """The module `webhooks`."""

    imports: tuple[str, ...]
    webhooks: tuple[WebhookView, ...]
