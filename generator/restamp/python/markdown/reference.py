"""The view of API.md: every call of a package, by resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from restamp.ir.operations import Operation
from restamp.names.resources import Chain
from restamp.python.calls.arguments import CallArgument
from restamp.python.calls.kinds import PAGED, STREAM, STREAMABLE, WAITED, CallKind, Part
from restamp.python.markdown.texts import code, code_text, plain_text
from restamp.python.types.docstrings import one_line, sentence
from restamp.python.views.api import OPERATIONS, ApiView, EndpointView
from restamp.records import dataclass

DEEPEST = 6
"""The lowest level of headings in Markdown."""
WIDTH = 200
"""Maximum length of a summary."""
DEPRECATED = "Deprecated"


@dataclass(frozen=True, slots=True)
class CallView:
    """One operation."""

    call: str
    """The call with its required arguments, as a link to the module of its function.

    The link has no line, because a longer docstring would change the links of all later functions.
    """
    returns: str
    about: str
    """Its summary, method and path."""
    optional: str
    """The names of its optional arguments; empty if it has none."""
    deprecated: str
    """A mark with what the document says about it; empty if it is not deprecated."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A resource, or the client itself."""

    heading: str
    about: str
    calls: tuple[CallView, ...]


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """The file API.md."""

    package: str
    sections: tuple[SectionView, ...]


def reference_view(package: str, modules: Sequence[ApiView]) -> ReferenceView:
    """The view of API.md; `modules` are those of `api`."""
    sections = [_section(module) for module in modules if module.chain or module.endpoints]
    return ReferenceView(package, tuple(sections))


def _section(module: ApiView) -> SectionView:
    path = f"api/{module.path}.py"
    level = "#" * min(len(module.chain) + 1, DEEPEST) if module.chain else "##"
    is_described = module.endpoints and module.chain and not module.about.startswith(OPERATIONS)
    return SectionView(
        f"{level} {code(_member(module.chain))}",
        plain_text(one_line(module.about, WIDTH)) if is_described else "",
        tuple(
            _call(module.chain, each, path)
            for each in sorted(module.endpoints, key=lambda endpoint: endpoint.method)
        ),
    )


def _call(chain: Chain, endpoint: EndpointView, path: str) -> CallView:
    operation, arguments = endpoint.operation, endpoint.call_arguments
    required = ", ".join(_passed(each) for each in arguments if each.default is None)
    optional = [code(each.name) for each in arguments if each.default is not None]
    return CallView(
        f"[`{_member((*chain, endpoint.method))}({required})`]({path})",
        _returns(endpoint.kind, endpoint.results),
        " ".join(_about(operation)),
        ", ".join(optional),
        _deprecated(operation),
    )


def _member(chain: Chain) -> str:
    return ".".join(("client", *chain))


def _passed(argument: CallArgument) -> str:
    """A required argument as it is passed."""
    return f"{argument.name}={argument.name}" if argument.is_keyword_only else argument.name


def _returns(kind: CallKind, results: Mapping[Part, str]) -> str:
    texts = {part: code(text) for part, text in results.items()}
    if kind is PAGED:
        return f"{texts[Part.PAGE_ITEM]} items, in pages of {texts[Part.RESULT]}"
    if kind is STREAM:
        return f"{texts[Part.STREAM_ITEM]} items, as a stream"
    if kind is STREAMABLE:
        return (
            f"{texts[Part.STREAM_ITEM]} items, as a stream, with `.stream(...)`; "
            f"otherwise {texts[Part.RESULT]}"
        )
    if kind is WAITED:
        return f"{texts[Part.RESULT]}; `.wait(...)` polls until it is final"
    return texts[Part.RESULT]


def _about(operation: Operation) -> Iterator[str]:
    doc = operation.doc
    summary = sentence(one_line(doc.summary or doc.description, WIDTH))
    if summary:
        yield plain_text(summary)
    yield f"`{code_text(f'{operation.method} {operation.path}')}`"


def _deprecated(operation: Operation) -> str:
    doc = operation.doc
    if not doc.deprecated:
        return ""
    more = (doc.deprecation or f"{DEPRECATED}.").removeprefix(DEPRECATED)
    return f"**{DEPRECATED}**{plain_text(f'x{more}')[1:]}"
